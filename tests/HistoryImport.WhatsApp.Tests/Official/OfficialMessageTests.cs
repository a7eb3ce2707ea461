using HistoryImport.WhatsApp.Tests.Dialects;

namespace HistoryImport.WhatsApp.Tests.Official;

public class OfficialMessageTests
{
    const string Scrambled = "wamid.scrambled-1";

    [Theory]
    [InlineData("""{"type": "text", "text": {"body": "words"}}""", MessageKind.Text, "words")]
    [InlineData("""{"type": "text"}""", MessageKind.Unsupported, "")]
    [InlineData("""{"type": "image", "image": {"id": "7", "caption": "c"}}""", MessageKind.Image, "c")]
    [InlineData("""{"type": "image"}""", MessageKind.Image, "")]
    [InlineData("""{"type": "video", "video": {"id": "7", "caption": "c"}}""", MessageKind.Video, "c")]
    [InlineData("""{"type": "audio", "audio": {"id": "7"}}""", MessageKind.Audio, "")]
    [InlineData("""{"type": "audio", "audio": {"id": "7", "voice": true}}""", MessageKind.Voice, "")]
    [InlineData("""{"type": "voice", "voice": {"id": "7"}}""", MessageKind.Voice, "")]
    [InlineData("""{"type": "document", "document": {"id": "7", "caption": "c", "filename": "f.pdf"}}""", MessageKind.Document, "c")]
    [InlineData("""{"type": "document", "document": {"id": "7", "filename": "f.pdf"}}""", MessageKind.Document, "f.pdf")]
    [InlineData("""{"type": "sticker", "sticker": {"id": "7", "animated": true}}""", MessageKind.Sticker, "")]
    [InlineData("""{"type": "location", "location": {"latitude": 1, "longitude": 2, "address": "a", "name": "n"}}""", MessageKind.Location, "n")]
    [InlineData("""{"type": "location", "location": {"latitude": 1, "longitude": 2, "address": "a"}}""", MessageKind.Location, "a")]
    [InlineData("""{"type": "contacts", "contacts": [{"name": {"formatted_name": "One"}}, {"name": {"formatted_name": "Two"}}]}""", MessageKind.Contact, "One")]
    [InlineData("""{"type": "button", "button": {"payload": "p", "text": "t"}}""", MessageKind.InteractiveReply, "t")]
    [InlineData("""{"type": "interactive", "interactive": {"type": "button_reply", "button_reply": {"id": "1", "title": "t"}}}""", MessageKind.InteractiveReply, "t")]
    [InlineData("""{"type": "interactive", "interactive": {"type": "list_reply", "list_reply": {"id": "1", "title": "t", "description": "d"}}}""", MessageKind.InteractiveReply, "t")]
    [InlineData("""{"type": "interactive", "interactive": {"type": "nfm_reply", "nfm_reply": {"response_json": "{}", "body": "sent", "name": "flow"}}}""", MessageKind.InteractiveReply, "sent")]
    [InlineData("""{"type": "interactive", "interactive": {"type": "button", "body": {"text": "choose"}, "action": {}}}""", MessageKind.Interactive, "choose")]
    [InlineData("""{"type": "interactive"}""", MessageKind.Interactive, "")]
    [InlineData("""{"type": "template", "template": {"name": "hello"}}""", MessageKind.Interactive, "")]
    [InlineData("""{"type": "order", "order": {"catalog_id": "1", "text": "two please", "product_items": []}}""", MessageKind.Commerce, "two please")]
    [InlineData("""{"type": "system", "system": {"type": "user_changed_number", "body": "changed", "wa_id": "2"}}""", MessageKind.System, "")]
    [InlineData("""{"type": "media_placeholder"}""", MessageKind.Unsupported, "")]
    [InlineData("""{"type": "unsupported", "errors": [{"code": 131060}]}""", MessageKind.Unsupported, "")]
    [InlineData("""{"type": "errors", "errors": [{"code": 131051}]}""", MessageKind.Unsupported, "")]
    [InlineData("""{"type": "of tomorrow", "text": {"body": "words"}}""", MessageKind.Unsupported, "")]
    public async Task Read_Type_IsAKindWithABody(string message, MessageKind kind, string body)
    {
        HistoryMessage read = Assert.Single(await BothOrders.AllAsync(Webhook.History(With(message, Webhook.In()))));

        Assert.Equal((kind, body), (read.Content?.Kind, read.Content?.Body));
        Assert.False(read.Content!.Raw.IsEmpty);
        Assert.Equal(OfficialType.IsMedia(kind), read.Content.Media is not null);
    }

    [Fact]
    public async Task Read_Media_KeepsWhatHandsItOut()
    {
        const string Message = """{"type": "image", "image": {"id": "7", "mime_type": "image/png", "sha256": "AQID", "url": "https://example.org/a"}}""";

        MediaDescriptor? media = Assert.Single(await BothOrders.AllAsync(Webhook.History(With(Message, Webhook.In())))).Content?.Media;

        Assert.Equivalent(new MediaDescriptor { Id = "7", MimeType = "image/png", Sha256 = [1, 2, 3], Url = "https://example.org/a" }, media, strict: true);
    }

    [Theory]
    [InlineData(true, """, "history_context": {"from_me": false}""", Webhook.Customer, true, 1)]
    [InlineData(false, """, "history_context": {"from_me": true}""", Webhook.Own, false, 1)]
    [InlineData(true, """, "history_context": {"from_me": true}""", Webhook.Own, true, 0)]
    [InlineData(null, """, "history_context": {"from_me": true}""", Webhook.Own, true, 0)]
    [InlineData(null, """, "history_context": {"from_me": true}""", Webhook.Customer, true, 1)]
    [InlineData(null, "", "+1 555 010 0199", true, 0)]
    [InlineData(null, "", Webhook.Customer, false, 0)]
    public async Task Read_DirectionToldInSeveralWays_TheIdCountsThenHistoryThenTheNumber(bool? inId, string context, string from, bool fromMe, int problems)
    {
        string id = inId is null ? Scrambled : WamidText.Of(Webhook.Customer, WamidText.Number, inId.Value, "A1");

        HistorySet set = (await BothOrders.SetsAsync(Webhook.History(Webhook.Text(id, from, context))))[0];

        Assert.Equal(fromMe, Assert.Single(set.Messages).FromMe);
        Assert.Equal(problems, set.Problems.Count(problem => problem.IsKept && problem.Reason.Contains("two ways", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Read_NoMetadata_TellsOwnMessagesByTheThread()
    {
        string json = $$"""{"history": [{"threads": [{"id": "{{Webhook.Customer}}", "messages": [{{Webhook.Text(Scrambled, Webhook.Own)}}, {{Webhook.Text("wamid.scrambled-2")}}]}]}]}""";

        Assert.Equal([true, false], (await BothOrders.AllAsync(json)).Select(message => message.FromMe));
    }

    [Fact]
    public async Task Read_StanzaIdWithControlCharacter_TheRawIdAndTheFlagOfTheId()
    {
        string id = WamidText.Of(Webhook.Customer, WamidText.Number, fromMe: true, "a\nb");

        HistoryMessage message = Assert.Single(await BothOrders.AllAsync(Webhook.History(Webhook.Text(id, Webhook.Customer))));

        Assert.Equal((id, true), (message.Id, message.FromMe));
    }

    [Theory]
    [InlineData(""" "id": "14155550100" """, Webhook.CustomerJid)]
    [InlineData(""" "context": {"wa_id": "14155550100", "user_id": "US.12345678901234567"} """, Webhook.CustomerJid)]
    [InlineData(""" "context": {"user_id": "US.12345678901234567", "parent_user_id": "US.ENT.1", "username": "@ana"} """, "US.12345678901234567@bsuid")]
    [InlineData(""" "id": "US.12345678901234567" """, "US.12345678901234567@bsuid")]
    public async Task Read_Thread_IsTheChat(string thread, string chat) =>
        Assert.Equal(chat, Assert.Single(await BothOrders.AllAsync(Webhook.History(Webhook.Text(Webhook.Out(), Webhook.Own), thread))).RemoteJid);

    [Fact]
    public async Task Read_ThreadWithIdAndUserId_ClaimsThatTheyAreOne()
    {
        List<HistorySet> sets = await BothOrders.SetsAsync(Webhook.History(Webhook.Text(Webhook.In()), """ "id": "14155550100", "context": {"user_id": "US.12345678901234567"} """));

        Assert.Equal(JidClaim.TryCreate(Webhook.CustomerJid, Webhook.UserId + "@bsuid"), Assert.Single(sets.SelectMany(set => set.Claims)));
    }

    [Theory]
    [InlineData("messages", """ "from": "14155550100", "from_user_id": "US.12345678901234567" """, "", Webhook.CustomerJid, 1)]
    [InlineData("messages", """ "from_user_id": "US.12345678901234567" """, "", "US.12345678901234567@bsuid", 0)]
    [InlineData("messages", """ "from_user_id": "US.12345678901234567" """, """ {"wa_id": "14155550100"} """, Webhook.CustomerJid, 0)]
    [InlineData("message_echoes", """ "from": "15550100199", "to": "+14155550100" """, "", Webhook.CustomerJid, 0)]
    [InlineData("message_echoes", """ "from": "15550100199", "to_user_id": "US.12345678901234567" """, "", "US.12345678901234567@bsuid", 0)]
    [InlineData("message_echoes", """ "from": "15550100199" """, """ {"wa_id": "14155550100"} """, Webhook.CustomerJid, 0)]
    [InlineData("message_echoes", """ "from": "15550100199" """, """ {"wa_id": "14155550100"}, {"wa_id": "14155550101"} """, null, 0)]
    [InlineData("message_echoes", """ "from": "15550100199" """, "", null, 0)]
    public async Task Read_Live_TheOtherSideIsTheChat(string list, string addresses, string contacts, string? chat, int claims)
    {
        string json = Webhook.Of("any", $$""" "contacts": [{{contacts}}], "{{list}}": [{ {{addresses}}, "id": "{{Scrambled}}", "timestamp": "1", "type": "text", "text": {"body": "b"} }] """);

        List<HistorySet> sets = await BothOrders.SetsAsync(json);

        HistoryMessage message = Assert.Single(Decode.Messages(sets));
        Assert.Equal((chat, list == "message_echoes", new MessageWireId(Scrambled, true)), (message.RemoteJid, message.FromMe, message.WireId));
        Assert.Equal(claims, sets.Sum(set => set.Claims.Count));
    }

    [Fact]
    public async Task Read_NoteOfTheSystem_IsNoClaim()
    {
        string json = Webhook.Of("messages", $$$"""
            "messages": [{"from": "{{{Webhook.Customer}}}", "from_user_id": "{{{Webhook.UserId}}}", "id": "{{{Scrambled}}}", "type": "system",
            "system": {"type": "user_changed_number", "wa_id": "14155550101", "user_id": "US.2", "previous_user_id": "US.3"}}]
            """);

        Assert.Empty((await BothOrders.SetsAsync(json)).SelectMany(set => set.Claims));
    }

    [Fact]
    public async Task Read_ReactionEditAndRevoke_NameTheirMessageByItsStanzaId()
    {
        string target = WamidText.Of("US.1", WamidText.Bsuid, fromMe: true, "A501");
        string[] changes =
        [
            """ "type": "reaction", "reaction": {"message_id": "TARGET", "emoji": "+"}""",
            """ "type": "reaction", "reaction": {"message_id": "TARGET"}""",
            """ "type": "revoke", "revoke": {"original_message_id": "TARGET"}""",
            """ "type": "edit", "edit": {"original_message_id": "TARGET", "message": {"context": {"id": "M0"}, "type": "text", "text": {"body": "new"} } }""",
            """ "type": "edit", "edit": {"original_message_id": "TARGET", "message": {"type": "image", "image": {"caption": "newer"} } }""",
            """ "type": "edit", "edit": {"original_message_id": "TARGET"}""",
        ];
        IEnumerable<string> items = changes.Select((change, i) =>
            $$"""{"from": "{{Webhook.Customer}}", "id": "{{Webhook.In($"{i}")}}", "timestamp": "1", {{change.Replace("TARGET", target, StringComparison.Ordinal)}} }""");

        List<HistoryMessage> messages = await BothOrders.AllAsync(Webhook.Of("messages", $""" "messages": [{string.Join(',', items)}] """));

        Assert.Equal(
            [
                (AmendmentKind.Reaction, "A501", "+"), (AmendmentKind.Reaction, "A501", ""), (AmendmentKind.Revoke, "A501", ""), (AmendmentKind.Edit, "A501", "new"),
                (AmendmentKind.Edit, "A501", "newer"),
            ],
            messages.Where(one => one.Amendment is not null).Select(one => (one.Amendment!.Kind, one.Amendment.TargetId, one.Amendment.Text)));
        Assert.Equal("empty", messages[^1].Noise);
    }

    [Theory]
    [InlineData("messages", """ "from": "14155550100" """, Webhook.CustomerJid)]
    [InlineData("message_echoes", """ "from": "15550100199", "to": "14155550100" """, Webhook.CustomerJid)]
    [InlineData("message_echoes", """ "from": "15550100199" """, null)]
    [InlineData("messages", """ "from": "15550100199" """, null)]
    public async Task Read_MessageUnderHistory_FollowsItsMessage(string list, string addresses, string? chat)
    {
        string json = Webhook.Of("history", $$$""" "{{{list}}}": [{ {{{addresses}}}, "id": "{{{Webhook.Out()}}}", "timestamp": "1", "type": "image", "image": {"id": "7", "caption": "c"} }] """);

        HistorySet set = Assert.Single(await BothOrders.SetsAsync(json));

        HistoryMessage message = Assert.Single(set.Messages);
        Assert.Equal((AmendmentKind.FollowUp, "A501", chat, null), (message.Amendment?.Kind, message.Amendment?.TargetId, message.RemoteJid, message.Timestamp));
        Assert.Equal(("c", "7"), (message.Content?.Body, message.Content?.Media?.Id));
        Assert.Empty(set.Problems);
    }

    [Fact]
    public async Task Read_Group_IsNamedByItsIdAndTheSenderByFrom()
    {
        string group = Convert.ToBase64String("capi_group:15550100199:120363000000000001"u8);
        string json = Webhook.Of("messages", $$""" "messages": [{{Webhook.Text(Webhook.In(), more: $""", "group_id": "{group}" """)}}] """);

        HistoryMessage message = Assert.Single(await BothOrders.AllAsync(json));

        Assert.Equal(("120363000000000001@g.us", Webhook.CustomerJid), (message.RemoteJid, message.Participant));
    }

    [Fact]
    public async Task Read_MessageWithoutId_IsLeftToWhoSaysWhyItIsNone()
    {
        const string Message = """{"from": "14155550100", "timestamp": "1", "type": "errors", "errors": [{"code": 131051}]}""";

        HistoryMessage message = Assert.Single(await BothOrders.AllAsync(Webhook.History(Message)));

        Assert.Equal((null, null), (message.Id, message.WireId));
    }

    static string With(string message, string id) => $$"""{"from": "{{Webhook.Customer}}", "id": "{{id}}", "timestamp": "1788000000", {{message[1..]}}""";
}
