namespace HistoryImport.WhatsApp.Tests.Official;

/// <summary>What webhooks say, as rows.</summary>
public sealed class OfficialRowTests
{
    const string Own = Webhook.Own;
    const string Customer = Webhook.Customer;
    const string UserId = Webhook.UserId;
    const string UserJid = UserId + "@bsuid";

    public static TheoryData<int, int, int> OrdersOfThree() => new() { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };

    [Theory]
    [MemberData(nameof(OrdersOfThree))]
    public async Task Import_OneMessageByThreeIdsInAnyOrder_OneRowWithTheGreatestIdOfAnEcho(int first, int second, int third)
    {
        string ofHistory = Id(Own, fromMe: true);
        string byNumber = Id(Customer, fromMe: true);
        string byUserId = WamidText.Of(UserId, WamidText.Bsuid, fromMe: true, "A501");
        string[] told =
        [
            Webhook.History(Webhook.Text(ofHistory, Own)),
            Echo(Text(byNumber, $""" "from": "{Own}", "to": "{Customer}" """)),
            Echo(Text(byUserId, $""" "from": "{Own}", "to": "{Customer}", "to_user_id": "{UserId}" """)),
        ];
        await using var host = new OfficialHost();
        foreach (int i in (int[])[first, second, third, first])
        {
            await host.ImportAsync(told[i]);
        }

        MessageUpsert row = Assert.Single(host.Rows);
        Assert.Equal((Webhook.CustomerJid, "A501", true), (row.Key.Chat.Value, row.Key.Id, row.Key.FromMe));
        Assert.Equal(new MessageWireId(string.CompareOrdinal(byNumber, byUserId) > 0 ? byNumber : byUserId, true), row.WireId);
    }

    [Fact]
    public async Task Import_MediaUnderHistoryAndElsewhere_FollowsThereAndIsAReportHere()
    {
        string image = $$$""" "id": "{{{Id(Customer, fromMe: false)}}}", "timestamp": "1700000000", "type": "image", "image": {"id": "7"} """;
        string placeholder = Webhook.History($$"""{"from": "{{Customer}}", "id": "{{Id(Customer, fromMe: false)}}", "timestamp": "1788000000", "type": "media_placeholder"}""");
        foreach (string list in (string[])["messages", "message_echoes"])
        {
            string value = $$""" "{{list}}": [{"from": "{{Customer}}", {{image}} }] """;
            await using var early = new OfficialHost();
            await early.ImportAsync(Webhook.Of("history", value));
            Assert.Empty(early.Rows);
            await early.ImportAsync(placeholder);
            Assert.Equal((MessageKind.Image, 1788000000L), (Assert.Single(early.Rows).Content!.Kind, early.Rows[0].Timestamp));

            await using var report = new OfficialHost();
            await report.ImportAsync(Webhook.Of(list == "messages" ? list : "smb_message_echoes", value));
            Assert.Equal((MessageKind.Image, 1700000000L), (Assert.Single(report.Rows).Content!.Kind, report.Rows[0].Timestamp));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Import_EditAndRevokeNameTheOtherDirection_ChangeTheMessageOfTheEnvelopesDirection(bool fromMe)
    {
        // The id of the target is spelled as the other side may see it.
        string target = WamidText.Of(fromMe ? UserId : Own, fromMe ? WamidText.Bsuid : WamidText.Number, !fromMe, "A501");
        string addresses = fromMe ? $""" "from": "{Own}", "to": "{Customer}" """ : $""" "from": "{Customer}" """;
        string edit = $$$"""{ {{{addresses}}}, "id": "{{{Id(Customer, fromMe, "E1")}}}", "timestamp": "1788000100", "type": "edit", "edit": {"original_message_id": "{{{target}}}", "message": {"type": "text", "text": {"body": "new"} } } }""";
        string revoke = $$"""{ {{addresses}}, "id": "{{Id(Customer, fromMe, "R1")}}", "timestamp": "1788000200", "type": "revoke", "revoke": {"original_message_id": "{{target}}"} }""";
        await using var host = new OfficialHost();

        await host.ImportAsync(fromMe ? Echo(edit + "," + revoke) : Live(edit + "," + revoke));
        Assert.Empty(host.Rows);
        await host.ImportAsync(Webhook.History(Webhook.Text(Id(Own, fromMe: true), Own) + "," + Webhook.Text(Id(Customer, fromMe: false))));

        Assert.Equal([(!fromMe, "words", false), (fromMe, "new", true)], host.Rows.OrderBy(row => row.IsRevoked).Select(row => (row.Key.FromMe, row.Body, row.IsRevoked)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Import_Reaction_IsOfChatAndIdInEitherDirectionAndOfNoOtherChat(bool targetFromMe)
    {
        string reaction = $$$"""{"from": "{{{Customer}}}", "id": "{{{Id(Customer, fromMe: false, "X1")}}}", "timestamp": "1788000100", "type": "reaction", "reaction": {"message_id": "{{{Id(Own, targetFromMe)}}}", "emoji": "+"} }""";
        await using var host = new OfficialHost();
        await host.ImportAsync(
            Live(reaction), Webhook.History(Webhook.Text(Id(Own, fromMe: true), Own) + "," + Webhook.Text(Id(Customer, fromMe: false))),
            Webhook.History(Webhook.Text(Id("14155550101", fromMe: false), "14155550101"), """ "id": "14155550101" """));

        Assert.Equal(
            [("14155550100@s.whatsapp.net", "+"), ("14155550100@s.whatsapp.net", "+"), ("14155550101@s.whatsapp.net", "")],
            host.Rows.Select(row => (row.Key.Chat.Value, string.Concat(row.Reactions.Select(one => one.Emoji)))).Order());
    }

    [Fact]
    public async Task Import_ReactionInAGroup_FindsItsMessageWhateverTheScopeOfTheIdItNames()
    {
        string group = Convert.ToBase64String("capi_group:15550100199:120363000000000001"u8);
        string message = Webhook.Text(WamidText.Of("120363000000000001", WamidText.Group, false, "3A01", Customer), more: $""", "group_id": "{group}" """);
        string target = WamidText.Of("120363000000000001", WamidText.Group, false, "3A01", UserId, WamidText.Bsuid);
        string reaction = $$$"""{"from": "14155550101", "group_id": "{{{group}}}", "id": "{{{Webhook.In("X1")}}}", "timestamp": "1788000100", "type": "reaction", "reaction": {"message_id": "{{{target}}}", "emoji": "+"} }""";
        await using var host = new OfficialHost();
        await host.ImportAsync(Live(reaction), Live(message));

        MessageUpsert row = Assert.Single(host.Rows);
        Assert.Equal(("120363000000000001@g.us", Webhook.CustomerJid), (row.Key.Chat.Value, row.Key.Sender.Value));
        Assert.Equal(("+", "14155550101@s.whatsapp.net"), (Assert.Single(row.Reactions).Emoji, row.Reactions[0].Sender.Value));
    }

    [Fact]
    public async Task Import_ChatWithoutAnyNumber_IsOfTheUserIdUntilSomethingSaysBoth()
    {
        await using var host = new OfficialHost();
        await host.ImportAsync(
            Webhook.History(Webhook.Text(Id(Own, fromMe: true), Own), $$""" "context": {"user_id": "{{UserId}}", "parent_user_id": "US.ENT.1"} """),
            Live(Text(WamidText.Of(UserId, WamidText.Bsuid, fromMe: false, "3A01"), $""" "from_user_id": "{UserId}", "from_parent_user_id": "US.ENT.1" """)));
        Assert.Equal([UserJid, UserJid], host.Rows.Select(row => row.Key.Chat.Value));

        await host.ImportAsync(Webhook.Of("smb_app_state_sync", $$$""" "state_sync": [{"type": "contact", "action": "add", "contact": {"phone_number": "+{{{Customer}}}", "user_id": "{{{UserId}}}"} }] """));
        Assert.Equal([Webhook.CustomerJid, Webhook.CustomerJid], host.Rows.Select(row => row.Key.Chat.Value));
    }

    [Theory]
    [InlineData("user_id_update", """ "user_id_update": [{"wa_id": "14155550100", "user_id": {"previous": "US.12345678901234567", "current": "US.2"} }] """)]
    [InlineData("messages", """ "messages": [{"from": "14155550100", "from_user_id": "US.12345678901234567", "id": "s1", "timestamp": "1", "type": "system", "system": {"type": "user_changed_user_id", "user_id": "US.2"} }] """)]
    [InlineData("messages", """ "contacts": [{"user_id": "US.12345678901234567", "parent_user_id": "US.ENT.1"}, {"wa_id": "14155550100", "parent_user_id": "US.ENT.1"}], "messages": [] """)]
    [InlineData("messages", """ "contacts": [{"user_id": "US.12345678901234567"}, {"wa_id": "14155550100"}], "messages": [] """)]
    public async Task Import_WhatIsNoClaim_JoinsNothingEvenWhereTheIdsAreTheSame(string field, string value)
    {
        await using var host = new OfficialHost();
        await host.ImportAsync(
            Live(Text(WamidText.Of(UserId, WamidText.Bsuid, fromMe: false, "3A01"), $""" "from_user_id": "{UserId}" """)),
            Live(Text(WamidText.Of(Customer, WamidText.Number, fromMe: false, "3A01"), $""" "from": "{Customer}" """)),
            Webhook.Of(field, value));

        Assert.Equal([Webhook.CustomerJid, UserJid], host.Rows.Select(row => row.Key.Chat.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Import_TwoSpellingsOfANumber_AreTwoChats()
    {
        await using var host = new OfficialHost();
        await host.ImportAsync(Live(string.Join(',', ((string[])["551190000001", "5511900000001"]).Select(from => Text(Id(from, fromMe: false), $""" "from": "{from}" """)))));

        Assert.Equal(["5511900000001@s.whatsapp.net", "551190000001@s.whatsapp.net"], host.Rows.Select(row => row.Key.Chat.Value).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"type": "errors", "errors": [{"code": 131051}], ID}""")]
    [InlineData("""{"type": "unsupported", "errors": [{"code": 131060}], "unsupported": {"type": "x"}, ID}""")]
    public async Task Import_ErrorsWithAnId_AreARowThatGivesWayToContent(string message)
    {
        string told = message.Replace("ID", $""" "from": "{Customer}", "id": "{Id(Customer, fromMe: false)}", "timestamp": "1788000005" """, StringComparison.Ordinal);
        foreach (string first in (string[])[Live(told), Webhook.History(told)])
        {
            await using var host = new OfficialHost();
            await host.ImportAsync(first);
            Assert.Equal((MessageKind.Unsupported, 1788000005L), (Assert.Single(host.Rows).Content!.Kind, host.Rows[0].Timestamp));

            await host.ImportAsync(Live(Webhook.Text(Id(Customer, fromMe: false))));
            Assert.Equal((MessageKind.Text, 1788000000L), (Assert.Single(host.Rows).Content!.Kind, host.Rows[0].Timestamp));
        }
    }

    [Fact]
    public async Task Import_StatusBeforeItsMessage_WaitsAndUnknownWordsAreNone()
    {
        await using var host = new OfficialHost();
        ImportResult early = await host.ImportAsync(Webhook.Of("messages", $$"""
            "statuses": [{"id": "{{Id(Customer, fromMe: true)}}", "status": "enqueued", "timestamp": "1788000000000", "recipient_id": "{{Customer}}"},
            {"id": "{{Id(Customer, fromMe: true)}}", "status": "delivered", "timestamp": "1788000009", "recipient_id": "{{Customer}}"}]
            """));
        Assert.Equal((ImportOutcome.Completed, 1L, 1L), (early.Outcome, early.Counts.Read, early.Counts.Folded));

        await host.ImportAsync(Webhook.History(Webhook.Text(Id(Own, fromMe: true), Own) + "," + Webhook.Text(Id(Customer, fromMe: false))));
        Assert.Equal([(false, null), (true, MessageStatus.Delivered)], host.Rows.OrderBy(row => row.Key.FromMe).Select(row => (row.Key.FromMe, row.Status)));
    }

    [Theory]
    [InlineData("account_update", """ "event": "PARTNER_REMOVED" """, ImportOutcome.NothingFound)]
    [InlineData("calls", """ "calls": [{"id": "wacid.x", "from": "1"}] """, ImportOutcome.NothingFound)]
    [InlineData("messages", """ "messages": [] """, ImportOutcome.NothingFound)]
    [InlineData("messages", """ "errors": [{"code": 1}] """, ImportOutcome.NothingFound)]
    [InlineData("history", """ "history": [] """, ImportOutcome.NothingFound)]
    [InlineData("history", """ "history": [{"metadata": {"phase": "0", "chunk_order": "1", "progress": "100"}, "threads": []}] """, ImportOutcome.NothingFound)]
    [InlineData("history", """ "history": [{"errors": [{"code": 2593109}]}] """, ImportOutcome.Declined)]
    public async Task Import_WebhookWithNothingToImport_IsNoFailure(string field, string value, ImportOutcome outcome)
    {
        await using var host = new OfficialHost();
        ImportResult result = await host.ImportAsync(Webhook.Of(field, value), """{"object": "whatsapp_business_account", "entry": []}""");

        Assert.Equal((outcome, 0), (result.Outcome, result.Problems.Count));
        Assert.Empty(host.Rows);
    }

    static string Id(string remote, bool fromMe, string stanza = "A501") => WamidText.Of(remote, WamidText.Number, fromMe, stanza);

    static string Text(string id, string addresses) => $$$"""{ {{{addresses}}}, "id": "{{{id}}}", "timestamp": "1788000000", "type": "text", "text": {"body": "words"} }""";

    static string Live(string messages) => Webhook.Of("messages", $""" "messages": [{messages}] """);

    static string Echo(string messages) => Webhook.Of("smb_message_echoes", $""" "message_echoes": [{messages}] """);
}
