namespace HistoryImport.WhatsApp.Tests.Official;

/// <summary>What cannot become a row as it was told, each in words.</summary>
public sealed class OfficialProblemTests
{
    static readonly string _longScrambled = "wamid." + new string('A', 123);

    public static TheoryData<string, string> NoRows() => new()
    {
        { """ "x": 1 """, "it has no id" },
        { """ "id": null """, "it has no id" },
        { """ "id": "" """, "it has no id" },
        { $""" "id": "{_longScrambled}" """, "its id is longer than 128 bytes or holds a control character" },
        { $""" "id": "wamid.{new string('é', 62)}" """, "its id is longer than 128 bytes or holds a control character" },
        { """ "id": "wamid.a\u0007b" """, "its id is longer than 128 bytes or holds a control character" },
    };

    [Theory]
    [MemberData(nameof(NoRows))]
    public async Task Import_IdThatIsNone_IsNoRowAndNamedAmongTheProblems(string id, string reason)
    {
        await using var host = new OfficialHost();

        ImportResult result = await host.ImportAsync(Webhook.History($$"""{"from": "{{Webhook.Customer}}", {{id}}, "timestamp": "1788000000", "type": "errors"}"""));

        Assert.Empty(host.Rows);
        Assert.Equal((ImportOutcome.CompletedWithProblems, 1L, reason), (result.Outcome, result.Counts.Invalid, Assert.Single(result.Problems).Reason));
    }

    [Fact]
    public async Task Import_MessageOfNoChat_IsNoRowAndNamedAmongTheProblems()
    {
        await using var host = new OfficialHost();

        ImportResult result = await host.ImportAsync(Webhook.Of("smb_message_echoes", $""" "message_echoes": [{Webhook.Text(Webhook.Out(), Webhook.Own)}] """));

        Assert.Empty(host.Rows);
        Assert.Equal((1L, "it names no chat"), (result.Counts.Invalid, Assert.Single(result.Problems).Reason));
    }

    [Fact]
    public async Task Import_IdsThatDoNotComeApartOrAreLong_AreRows()
    {
        // 128 bytes as they are; the id of a parent's user id of 128 letters, which is longer than a row's own id may be.
        string longest = _longScrambled[..128];
        string ofParent = WamidText.Of("US.ENT." + new string('9', 128), WamidText.Bsuid, fromMe: false, "3A01");
        await using var host = new OfficialHost();

        ImportResult result = await host.ImportAsync(Webhook.History(string.Join(',', ((string[])[longest, ofParent, "of a provider"]).Select(id => Webhook.Text(id)))));

        Assert.Equal((ImportOutcome.Completed, 0), (result.Outcome, result.Problems.Count));
        Assert.Equal(
            [("3A01", ofParent), ("of a provider", "of a provider"), (longest, longest)],
            host.Rows.Select(row => (row.Key.Id, row.WireId!.Id)).Order());
        Assert.True(ofParent.Length > 128);
    }

    [Fact]
    public async Task Import_ControlCharacterInTheStanzaId_IsARowOfTheRawIdInTheDirectionOfTheFlag()
    {
        string id = WamidText.Of(Webhook.Customer, WamidText.Number, fromMe: true, "a\nb");
        await using var host = new OfficialHost();

        await host.ImportAsync(Webhook.History(Webhook.Text(id, Webhook.Customer)));

        Assert.Equal((id, true), (Assert.Single(host.Rows).Key.Id, host.Rows[0].Key.FromMe));
    }

    [Fact]
    public async Task Import_DirectionToldInTwoWays_IsARowAndAProblemThatSaysSo()
    {
        await using var host = new OfficialHost();

        ImportResult result = await host.ImportAsync(Webhook.History(Webhook.Text(Webhook.Out(), Webhook.Customer, """, "history_context": {"from_me": false}""")));

        Assert.True(Assert.Single(host.Rows).Key.FromMe);
        Assert.Equal((ImportOutcome.CompletedWithProblems, 0L, 1L), (result.Outcome, result.Counts.Invalid, result.Counts.Inserted));
        Assert.Contains("1 kept with a problem", result.Reason, StringComparison.Ordinal);
        Assert.Equal((true, "A message says in two ways who sent it, and they differ; its id counts, else what history says of it."), (Assert.Single(result.Problems).IsKept, result.Problems[0].Reason));
    }

    [Fact]
    public async Task Import_FollowUpWithoutItsPlaceholder_IsNoRowAndWaits()
    {
        await using var host = new OfficialHost();

        ImportResult result = await host.ImportAsync(Webhook.Of("history", $$$""" "messages": [{"from": "{{{Webhook.Customer}}}", "id": "{{{Webhook.In()}}}", "type": "image", "image": {"id": "7"} }] """));

        Assert.Empty(host.Rows);
        Assert.Equal((ImportOutcome.Completed, 1L, 1L), (result.Outcome, result.Counts.Read, result.Counts.Folded));
    }
}
