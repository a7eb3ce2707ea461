using HistoryImport.WhatsApp.Tests.Dialects;

namespace HistoryImport.WhatsApp.Tests.Official;

public class WebhookTests
{
    [Fact]
    public async Task Decode_History_TellsMessagesAccountAndProgress()
    {
        string json = Webhook.History(
            Webhook.Text(Webhook.Out(), Webhook.Own, """, "history_context": {"status": "READ"}""") + "," + Webhook.Text(Webhook.In(), more: """, "history_context": {"status": "read"}"""));

        HistorySet set = Assert.Single(await BothOrders.SetsAsync(json));

        Assert.Equal((1, 2L, 60), (set.Phase, set.ChunkOrder, set.Progress));
        Assert.Equal([Jid.FromPhone(Webhook.Own)], set.Account);
        Assert.Equal(Webhook.CustomerJid, Assert.Single(set.Chats).Id);
        Assert.Equal(2, set.Forms["cloud-api"]);
        Assert.Equal(
            [(Webhook.CustomerJid, true, "A501", 1788000000L, MessageStatus.Read, "words"), (Webhook.CustomerJid, false, "3A01", 1788000000L, null, "words")],
            set.Messages.Select(one => (one.RemoteJid, one.FromMe, one.Id, one.Timestamp, one.Status, one.Content?.Body)));
        Assert.Equal([new(Webhook.Out(), false), new(Webhook.In(), false)], set.Messages.Select(one => one.WireId));
        Assert.Empty(set.Problems);
    }

    [Theory]
    [InlineData("\"1\"", "\"2\"", "\"60\"")]
    [InlineData("1", "2", "60")]
    public async Task Decode_HeaderAsNumberOrText_IsTheSame(string phase, string chunk, string progress)
    {
        string json = Webhook.Of("history", $$""" "history": [{"metadata": {"phase": {{phase}}, "chunk_order": {{chunk}}, "progress": {{progress}} }, "threads": []}] """);

        HistorySet set = Assert.Single(await Decode.JsonAsync(json));

        Assert.Equal((1, 2L, 60), (set.Phase, set.ChunkOrder, set.Progress));
    }

    [Fact]
    public async Task Decode_SeveralChunks_AreSeveralSets()
    {
        string json = Webhook.Of("history", """
            "history": [{"metadata": {"phase": 0, "chunk_order": 1, "progress": 10}, "threads": null}, {"metadata": null, "threads": []}, {"threads": [], "metadata": {"phase": 2, "progress": 100}}]
            """);

        List<HistorySet> sets = await Decode.JsonAsync(json);

        Assert.Equal([(0, 1L, 10), (null, null, null), (2, null, 100)], sets.Select(set => (set.Phase, set.ChunkOrder, set.Progress)));
        Assert.All(sets, set => Assert.Single(set.Account));
    }

    [Fact]
    public async Task Decode_Declined_IsToldApartFromNothing()
    {
        const string Chunk = """ "history": [{"errors": [{"code": 2593109, "title": "declined", "message": "declined", "error_data": {"details": "declined"}}]}] """;

        HistorySet inEnvelope = Assert.Single(await Decode.JsonAsync(Webhook.Of("history", Chunk)));
        HistorySet alone = Assert.Single(await Decode.JsonAsync($$"""{ {{Webhook.Metadata}}, {{Chunk}} }"""));
        HistorySet other = Assert.Single(await Decode.JsonAsync(Webhook.Of("history", Chunk.Replace("2593109", "1", StringComparison.Ordinal))));

        Assert.Equal((true, true, false), (inEnvelope.IsDeclined, alone.IsDeclined, other.IsDeclined));
        Assert.Empty(inEnvelope.Problems);
    }

    [Theory]
    [InlineData("""{"id": "e", "event": "history", "data": {"id": "1", VALUE}}""")]
    [InlineData("""{"data": {VALUE}, "event": "history", "id": "e"}""")]
    [InlineData("""{VALUE}""")]
    [InlineData("""[{"body": {"object": "whatsapp_business_account", "entry": [{"changes": [{"field": "history", "value": {VALUE}}]}]}, "headers": {}}]""")]
    [InlineData("""{"gs_app_id": "1", "entry": [{"changes": [{"field": "history", "value": {VALUE}}]}], "object": "whatsapp_business_account"}""")]
    public async Task Decode_Wrappers_CarryTheSameHistory(string wrapper)
    {
        string value = $$"""{{Webhook.Metadata}}, "history": [{"threads": [{"id": "{{Webhook.Customer}}", "messages": [{{Webhook.Text(Webhook.In())}}]}]}]""";

        HistoryMessage message = Assert.Single(await BothOrders.AllAsync(wrapper.Replace("VALUE", value, StringComparison.Ordinal)));

        Assert.Equal((Webhook.CustomerJid, "3A01"), (message.RemoteJid, message.Id));
    }

    [Theory]
    [InlineData("account_update", """ "event": "ACCOUNT_RECONNECTED" """, "account_update")]
    [InlineData("calls", """ "calls": [{"id": "wacid.x"}] """, "calls")]
    [InlineData("user_id_update", """ "user_id_update": [{"wa_id": "14155550100", "user_id": {"previous": "US.1", "current": "US.2"}}] """, "user_id_update")]
    [InlineData("nobody knows", """ "x": 1 """, "other change")]
    public async Task Decode_FieldWithoutHistory_IsCountedAndNoFault(string field, string value, string word)
    {
        List<HistorySet> sets = await Decode.JsonAsync(Webhook.Of(field, value));

        Assert.Equal(1, Assert.Single(sets).WithoutHistory[word]);
        Assert.Empty(Decode.Problems(sets));
        Assert.All(sets, set => Assert.Empty(set.Claims));
    }

    [Theory]
    [InlineData("""{"id": "e", "event": "account_update", "data": {"id": "1", "event": "PARTNER_REMOVED"}}""", "account_update")]
    [InlineData("""{"data": {"id": "1", "x": {}}, "event": "account_update"}""", "account_update")]
    public async Task Decode_FieldWithoutHistoryInAWrapper_IsCountedAndNoFault(string json, string word)
    {
        List<HistorySet> sets = await Decode.JsonAsync(json);

        Assert.Equal(1, Assert.Single(sets).WithoutHistory[word]);
        Assert.Empty(Decode.Problems(sets));
    }

    [Fact]
    public async Task Decode_WebhookInSeveralEnvelopesMore_IsReadAllTheSame()
    {
        string json = "[{\"json\": {\"body\": {\"payload\": [{\"request\": " + Webhook.History(Webhook.Text(Webhook.In())) + "}]}}}]";

        Assert.Single(await BothOrders.AllAsync(json));
    }

    [Theory]
    [InlineData("""{"object": "whatsapp_business_account", "entry": []}""")]
    [InlineData("""{"entry": [], "object": "whatsapp_business_account"}""")]
    [InlineData("""{"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": []}]}""")]
    [InlineData("""{"object": "whatsapp_business_account", "entry": null}""")]
    public async Task Decode_WebhookWithNothingInIt_IsNoFault(string json) => Assert.Empty(Decode.Problems(await Decode.JsonAsync(json)));

    [Fact]
    public async Task Decode_ContactsAndAddressBook_TellNamesAndClaims()
    {
        string live = Webhook.Of("messages", $$$""" "contacts": [{"profile": {"name": "Ana"}, "wa_id": "{{{Webhook.Customer}}}", "user_id": "{{{Webhook.UserId}}}", "parent_user_id": "US.ENT.1"}] """);
        string book = Webhook.Of("smb_app_state_sync", $$$"""
            "state_sync": [{"type": "contact", "action": "add", "contact": {"full_name": "Ana B", "first_name": "Ana", "phone_number": "+1 (415) 555-0100", "user_id": "{{{Webhook.UserId}}}"}},
            {"type": "contact", "action": "remove", "contact": {"phone_number": "14155550101"}}]
            """);

        HistoryContact contact = Assert.Single(Assert.Single(await Decode.JsonAsync(live)).Contacts);
        HistoryContact[] entries = [.. Assert.Single(await Decode.JsonAsync(book)).Contacts];

        Assert.Equal((Webhook.UserId + "@bsuid", Webhook.CustomerJid, "Ana", null), (contact.Id, contact.NumberJid, contact.PushName, contact.Name));
        Assert.Equal((Webhook.UserId + "@bsuid", Webhook.CustomerJid, "Ana B"), (entries[0].Id, entries[0].NumberJid, entries[0].Name));
        Assert.Equal(("14155550101@s.whatsapp.net", null), (entries[1].Id, entries[1].Name));
    }

    [Fact]
    public async Task Decode_Statuses_AreAcknowledgementsOfOwnMessages()
    {
        string json = Webhook.Of("messages", $$"""
            "statuses": [{"id": "{{Webhook.Out("A501")}}", "status": "read", "timestamp": "1", "recipient_id": "{{Webhook.Customer}}", "recipient_user_id": "{{Webhook.UserId}}"},
            {"id": "{{Webhook.Out("A502")}}", "status": "failed", "recipient_user_id": "{{Webhook.UserId}}", "errors": [{"code": 1}]},
            {"id": "{{Webhook.Out("A503")}}", "status": "enqueued", "recipient_id": "{{Webhook.Customer}}"}]
            """);

        HistorySet set = Assert.Single(await BothOrders.SetsAsync(json));

        Assert.Equal(
            [(Webhook.CustomerJid, true, "A501", "A501", MessageStatus.Read), (Webhook.UserId + "@bsuid", true, "A502", "A502", MessageStatus.Error)],
            set.Messages.Select(one => (one.RemoteJid, one.FromMe, one.Id, one.Amendment?.TargetId, one.Amendment?.Status)));
        Assert.Equal(1, set.WithoutHistory["status"]);
        Assert.Equal(new JidClaim(Jid.Parse(Webhook.UserId + "@bsuid"), Jid.Parse(Webhook.CustomerJid)), Assert.Single(set.Claims));
    }

    [Fact]
    public async Task Decode_PartsThatAreNoObjects_AreProblemsAndTheRestIsRead()
    {
        string json = Webhook.Of("history", $$"""
            "history": [7, {"threads": ["x", {"id": "{{Webhook.Customer}}", "messages": [null, 1, {{Webhook.Text(Webhook.In())}}]}]}]
            """);

        List<HistorySet> sets = await Decode.JsonAsync(json);

        Assert.Single(Decode.Messages(sets));
        Assert.Equal(4, Decode.Problems(sets).Count);
    }
}
