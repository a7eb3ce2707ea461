using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Pipeline;

public sealed class AmendmentTests
{
    [Fact]
    public async Task ImportAsync_AmendmentsBeforeTheirMessageInOneRun_ApplyAtItsEnd()
    {
        await using var host = new ImportHost(configure: options => options.BatchSize = 1);
        await host.ReceiveAsync(
            Some.Amendment(AmendmentKind.Edit, "A", "edited", id: "E"), Some.Amendment(AmendmentKind.Revoke, "A", id: "R"),
            Some.Amendment(AmendmentKind.Reaction, "A", "👍", id: "X"), Some.Text("A"));

        ImportResult result = await host.ImportAsync();

        Assert.Equal((4, 1), (result.Counts.Read, result.Counts.Inserted));
        Assert.Equal(3, result.Counts.Updated + result.Counts.Folded);
        string row = Assert.Single(host.Rows());
        Assert.Contains("|edited|", row, StringComparison.Ordinal);
        Assert.Contains("|True|", row, StringComparison.Ordinal);
        Assert.Contains("👍", row, StringComparison.Ordinal);
        Assert.Equal(0, await host.CachedAsync());
    }

    [Fact]
    public async Task ImportAsync_AmendmentWithoutMessage_WaitsForALaterRun()
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(Some.Amendment(AmendmentKind.Revoke, "A"));
        ImportResult first = await host.ImportAsync();
        ImportResult idle = await host.ImportAsync();
        await host.ReceiveAsync(Some.Text("A"));

        ImportResult second = await host.ImportAsync();

        Assert.Equal((1, 1), (first.Counts.Read, first.Counts.Folded));
        Assert.Equal((ImportOutcome.NothingFound, 0), (idle.Outcome, idle.Counts.Read));
        Assert.Equal((2, 1, 1), (second.Counts.Read, second.Counts.Inserted, second.Counts.Updated));
        Assert.True(Assert.Single(host.Store.Rows(Some.Connection)).IsRevoked);
    }

    [Fact]
    public async Task ImportAsync_EditOfAnothersMessage_LeavesItAndIsThatPersonsOwn()
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(Some.Text("A", fromMe: true), Some.Amendment(AmendmentKind.Edit, "A", "forged", fromMe: false, targetFromMe: false));

        await host.ImportAsync();

        Assert.Equal(
            [(false, "forged"), (true, "hello")], host.Store.Rows(Some.Connection).Select(row => (row.Key.FromMe, row.Body)).Order());
    }

    [Theory]
    [InlineData("2222222@s.whatsapp.net", null, false)]
    [InlineData("2222222@s.whatsapp.net", "1111111@s.whatsapp.net", true)]
    [InlineData("1111111@s.whatsapp.net", null, true)]
    public async Task ImportAsync_RevokeInAGroup_HitsTheNamedParticipantElseTheAuthorsOwn(string author, string? participant, bool revoked)
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(
            Some.Text("A", Some.Group, participant: "1111111@s.whatsapp.net"),
            Some.Amendment(AmendmentKind.Revoke, "A", chat: Some.Group, participant: author, targetParticipant: participant));

        await host.ImportAsync();

        Assert.Contains($"|{revoked}|", Assert.Single(host.Rows())[60..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportAsync_ReactionToOurOwnGroupMessageByOurNumber_FindsItOnceTheAccountIsKnown()
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(
            Some.Text("A", Some.Group, fromMe: true),
            Some.Amendment(AmendmentKind.Reaction, "A", "❤️", chat: Some.Group, participant: "1111111@s.whatsapp.net", targetParticipant: "9999999@s.whatsapp.net"));
        await host.ImportAsync();
        Assert.DoesNotContain("❤️", Assert.Single(host.Rows()), StringComparison.Ordinal);

        await host.ImportAsync(Some.Request with { Account = [Jid.Parse("9999999@s.whatsapp.net")] });

        Assert.Contains("1111111@s.whatsapp.net/❤️", Assert.Single(host.Rows()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportAsync_GroupReactionThatNamesNobody_TargetsTheReactorsOwnMessageOrNothing()
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(
            Some.Text("A", Some.Group, participant: "1111111@s.whatsapp.net"),
            Some.Amendment(AmendmentKind.Reaction, "A", "👍", id: "1", chat: Some.Group, participant: "1111111@s.whatsapp.net", targetFromMe: true),
            Some.Amendment(AmendmentKind.Reaction, "A", "👎", id: "2", chat: Some.Group, participant: "2222222@s.whatsapp.net", targetFromMe: false));

        ImportResult result = await host.ImportAsync();

        string row = Assert.Single(host.Rows());
        Assert.Contains("👍", row, StringComparison.Ordinal);
        Assert.DoesNotContain("👎", row, StringComparison.Ordinal);
        Assert.Equal(1, result.FilteredBy["no-target"]);
    }

    [Fact]
    public async Task ImportAsync_ReactionInAOneToOneChat_BelongsToChatAndIdWhateverTheDirection()
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(Some.Text("A"), Some.Amendment(AmendmentKind.Reaction, "A", "👍"));
        await host.ImportAsync();
        await host.ReceiveAsync(Some.Text("A", fromMe: true));

        await host.ImportAsync();

        Assert.All(host.Rows(), row => Assert.Contains("👍", row, StringComparison.Ordinal));
        Assert.Equal(2, host.Rows().Count);
    }

    [Fact]
    public async Task ImportAsync_AttachedReactionsAndRevokeStub_ChangeTheirOwnMessage()
    {
        await using var host = new ImportHost();
        HistoryMessage reacted = Some.Text("A") with { Reactions = [new HistoryReaction { Emoji = "🎉" }] };
        HistoryMessage stub = Some.Text("A") with { Content = null, IsRevoked = true };
        await host.ReceiveAsync(reacted, stub);

        await host.ImportAsync();

        string row = Assert.Single(host.Rows());
        Assert.Contains("🎉", row, StringComparison.Ordinal);
        Assert.Contains("|True|", row[40..], StringComparison.Ordinal);
    }
}
