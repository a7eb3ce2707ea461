using HistoryImport.WhatsApp.Tests.Dialects;

namespace HistoryImport.WhatsApp.Tests.Official;

/// <summary>The value of a change without Meta's envelope: what stands in it means the same.</summary>
public sealed class OfficialWrapperTests
{
    const string Image = $$""" "timestamp": "1", "type": "image", "image": {"id": "7"} """;

    public static TheoryData<string, string, bool> FieldsByEvent() => new()
    {
        { "history", "messages", true },
        { "history", "message_echoes", true },
        { "messages", "messages", false },
        { "smb_message_echoes", "message_echoes", false },
    };

    [Theory]
    [MemberData(nameof(FieldsByEvent))]
    public async Task Decode_EventNamesTheField_ListsMeanWhatTheyMeanThere(string name, string list, bool isFollowUp)
    {
        string item = list == "messages" ? $""" "from": "{Webhook.Customer}", "id": "{Webhook.In("A1")}" """ : $""" "from": "{Webhook.Own}", "to": "{Webhook.Customer}", "id": "{Webhook.Out("A1")}" """;
        string json = $$$"""{"id": "e", "event": "{{{name}}}", "data": {"id": "1", {{{Webhook.Metadata}}}, "{{{list}}}": [{ {{{item}}}, {{{Image}}} }]} }""";

        List<HistorySet> sets = await BothOrders.SetsAsync(json);

        HistoryMessage message = Assert.Single(Decode.Messages(sets));
        Assert.Equal((Webhook.CustomerJid, "A1", isFollowUp), (message.RemoteJid, message.Id, message.Amendment is { Kind: AmendmentKind.FollowUp }));
        Assert.Equal([Jid.FromPhone(Webhook.Own)], sets[0].Account);
        Assert.Empty(Decode.Problems(sets));
    }

    [Theory]
    [InlineData("""{"id": "e", "event": "messages", "data": {"id": "1", "messaging_product": "whatsapp", "metadata": {"display_phone_number": "15550100199"}, "statuses": [STATUS]} }""")]
    [InlineData("""{"metadata": {"display_phone_number": "15550100199"}, "messaging_product": "whatsapp", "statuses": [STATUS]}""")]
    public async Task Decode_StatusesWithoutTheEnvelope_AreAcknowledgements(string json)
    {
        string status = $$"""{"id": "{{Webhook.Out()}}", "status": "read", "timestamp": "1", "recipient_id": "{{Webhook.Customer}}"}""";

        HistoryMessage message = Assert.Single(await BothOrders.AllAsync(json.Replace("STATUS", status, StringComparison.Ordinal)));

        Assert.Equal((Webhook.CustomerJid, MessageStatus.Read), (message.RemoteJid, message.Amendment?.Status));
    }

    [Theory]
    [InlineData("messages", false)]
    [InlineData("statuses", false)]
    [InlineData("messages", true)]
    public async Task Decode_ValueWithoutTheNameOfTheProduct_IsToldByItsItems(string list, bool hasContacts)
    {
        string item = list == "messages" ? Webhook.Text(Webhook.In()) : $$"""{"id": "{{Webhook.Out("3A01")}}", "status": "read", "recipient_id": "{{Webhook.Customer}}"}""";
        string contacts = hasContacts ? $$$""" "contacts": [{"profile": {"name": "Ana"}, "wa_id": "{{{Webhook.Customer}}}"}], """ : "";
        string value = $$""" "metadata": {"display_phone_number": "{{Webhook.Own}}"}, {{contacts}} "{{list}}": [{{item}}] """;

        foreach (string json in (string[])[$$"""{ {{value}} }""", $$"""{"event": "messages", "data": { {{value}} } }"""])
        {
            HistoryMessage message = Assert.Single(await BothOrders.AllAsync(json));
            Assert.Equal((Webhook.CustomerJid, "3A01"), (message.RemoteJid, message.Id));
        }
    }

    [Theory]
    [InlineData("""{"state_sync": [ENTRY]}""")]
    [InlineData("""{"metadata": {"display_phone_number": "15550100199"}, "state_sync": [ENTRY]}""")]
    [InlineData("""{"id": "e", "event": "smb_app_state_sync", "data": {"id": "1", "state_sync": [ENTRY]} }""")]
    public async Task Decode_AddressBookWithoutTheEnvelope_TellsNamesAndClaims(string json)
    {
        string entry = $$$"""{"type": "contact", "action": "add", "contact": {"full_name": "Ana", "phone_number": "{{{Webhook.Customer}}}", "user_id": "{{{Webhook.UserId}}}"}, "metadata": {"timestamp": 1} }""";

        List<HistorySet> sets = await BothOrders.SetsAsync(json.Replace("ENTRY", entry, StringComparison.Ordinal));

        Assert.Equal(("Ana", Webhook.CustomerJid), (Assert.Single(sets.SelectMany(set => set.Contacts)).Name, sets[0].Contacts[0].NumberJid));
        Assert.Empty(Decode.Problems(sets));
    }

    [Theory]
    [InlineData("""{"history": [CHUNK]}""")]
    [InlineData("""{"metadata": {"display_phone_number": "15550100199"}, "history": [CHUNK]}""")]
    public async Task Decode_HistoryAlone_IsHistory(string json)
    {
        string chunk = $$"""{"metadata": {"phase": "2", "chunk_order": 7, "progress": "55"}, "threads": [{"id": "{{Webhook.Customer}}", "messages": [{{Webhook.Text(Webhook.In())}}]}]}""";

        List<HistorySet> sets = await BothOrders.SetsAsync(json.Replace("CHUNK", chunk, StringComparison.Ordinal));

        Assert.Equal((2, 7L, 55), (sets[0].Phase, sets[0].ChunkOrder, sets[0].Progress));
        Assert.Equal(Webhook.CustomerJid, Assert.Single(Decode.Messages(sets)).RemoteJid);
    }

    [Fact]
    public async Task Decode_SeveralEntriesAndChanges_AreAllRead()
    {
        string Change(string field, string value) => $$"""{"value": { {{Webhook.Metadata}}, {{value}} }, "field": "{{field}}"}""";
        string one = Change("messages", $""" "messages": [{Webhook.Text(Webhook.In("A1"))}, {Webhook.Text(Webhook.In("A2"))}] """);
        string two = Change("history", $$""" "history": [{"threads": [{"id": "{{Webhook.Customer}}", "messages": [{{Webhook.Text(Webhook.In("A3"))}}]}, {"id": "14155550101", "messages": [{{Webhook.Text(Webhook.In("A4"), "14155550101")}}]}]}] """);
        string json = $$"""{"object": "whatsapp_business_account", "entry": [{"id": "1", "time": 5, "changes": [{{one}}, {{two}}]}, {"id": "1", "changes": [{{one}}]}, {"id": "2"}]}""";

        Assert.Equal(["A1", "A2", "A3", "A4", "A1", "A2"], (await BothOrders.AllAsync(json)).Select(message => message.Id));
    }

    [Theory]
    [InlineData(""" "id": "US.12345678901234567", "context": {"wa_id": "14155550100"} """)]
    [InlineData(""" "id": "14155550100", "context": {"user_id": "US.12345678901234567"} """)]
    [InlineData(""" "context": {"wa_id": "14155550100", "user_id": "US.12345678901234567"} """)]
    [InlineData(""" "id": "+1 415-555-0100", "context": {"wa_id": "14155550100", "user_id": "US.12345678901234567"} """)]
    public async Task Decode_ThreadThatNamesBoth_ClaimsThatTheyAreOne(string thread)
    {
        List<HistorySet> sets = await BothOrders.SetsAsync(Webhook.History(Webhook.Text(Webhook.In()), thread));

        Assert.Equal([new JidClaim(Jid.Parse(Webhook.UserId + "@bsuid"), Jid.Parse(Webhook.CustomerJid))], sets.SelectMany(set => set.Claims).Distinct());
    }

    [Fact]
    public async Task Decode_StatusOfAMessageToAGroup_IsOfTheGroup()
    {
        string group = Convert.ToBase64String("capi_group:15550100199:120363000000000001"u8);
        string json = Webhook.Of("messages", $$""" "statuses": [{"id": "{{Webhook.Out()}}", "status": "read", "timestamp": "1", "recipient_id": "{{group}}", "recipient_type": "group"}] """);

        Assert.Equal("120363000000000001@g.us", Assert.Single(await BothOrders.AllAsync(json)).RemoteJid);
    }
}
