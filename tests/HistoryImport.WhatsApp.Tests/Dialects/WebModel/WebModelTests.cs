using System.Globalization;

namespace HistoryImport.WhatsApp.Tests.Dialects.WebModel;

public class WebModelTests
{
    const string Thumbnail = "/9j/4AAQSkZJRgABAQAASABIAAD/2wBDAAYEBQYFBAYGBQYHBwYIChAKCgkJChQODwwQFxQYGBcUFhYaHSUfGhsjHBYWICwgIyYnKSopGR8tMC0oMCUoKSj";

    // As the client in a browser gives it: flat, with its id as a text.
    static Task<HistoryMessage> FlatAsync(string fields) => BothOrders.OneAsync(
        $$"""[{"id":"false_15550100201@c.us_3EB0F1","t":1781000001,"from":"15550100201@c.us","to":"15550100299@c.us","ack":1,{{fields}}}]""");

    [Theory]
    [InlineData("chat", "\"body\":\"hi\"", MessageKind.Text, "hi")]
    [InlineData("image", "\"caption\":\"the roof\"", MessageKind.Image, "the roof")]
    [InlineData("video", "\"caption\":\"the leak\"", MessageKind.Video, "the leak")]
    [InlineData("ptv", "\"duration\":4", MessageKind.VideoNote, "")]
    [InlineData("ptt", "\"duration\":\"4\"", MessageKind.Voice, "")]
    [InlineData("audio", "\"duration\":61", MessageKind.Audio, "")]
    [InlineData("document", "\"filename\":\"plan.pdf\"", MessageKind.Document, "plan.pdf")]
    [InlineData("document", "\"caption\":\"the plan\",\"filename\":\"plan.pdf\"", MessageKind.Document, "the plan")]
    [InlineData("sticker", "\"isAnimated\":true", MessageKind.Sticker, "")]
    [InlineData("location", "\"loc\":\"Ferry\\nPier 4\",\"lat\":1.5,\"lng\":2.5", MessageKind.Location, "Ferry")]
    [InlineData("location", "\"lat\":1.5,\"lng\":2.5,\"isLive\":true,\"comment\":\"on my way\"", MessageKind.LiveLocation, "on my way")]
    [InlineData("poll_creation", "\"pollName\":\"Which colour?\",\"pollOptions\":[{\"name\":\"red\",\"localId\":0}]", MessageKind.Poll, "Which colour?")]
    [InlineData("event_creation", "\"eventName\":\"Regatta\",\"eventStartTime\":1781000500", MessageKind.Event, "Regatta")]
    [InlineData("groups_v4_invite", "\"inviteGrpName\":\"Rowers\",\"inviteCode\":\"c\"", MessageKind.Invite, "Rowers")]
    [InlineData("groups_v4_invite", "\"comment\":\"join us\",\"inviteGrpName\":\"Rowers\"", MessageKind.Invite, "join us")]
    [InlineData("list", "\"list\":{\"title\":\"Menu\",\"description\":\"Pick one\"}", MessageKind.Interactive, "Pick one")]
    [InlineData("list_response", "\"listResponse\":{\"title\":\"Soup\"}", MessageKind.InteractiveReply, "Soup")]
    [InlineData("template_button_reply", "\"body\":\"Yes\",\"selectedId\":\"1\"", MessageKind.InteractiveReply, "Yes")]
    [InlineData("product", "\"title\":\"Oar\",\"productId\":\"9\"", MessageKind.Commerce, "Oar")]
    [InlineData("call_log", "\"callOutcome\":\"Missed\"", MessageKind.Call, "")]
    public async Task Decode_Type_KindAndWords(string type, string fields, MessageKind kind, string body)
    {
        HistoryMessage message = await FlatAsync($$"""{{fields}},"type":"{{type}}" """);

        Assert.Equal((kind, body), (message.Content!.Kind, message.Content.Body));
        Assert.Equal(("15550100201@c.us", "3EB0F1", 1781000001L), (message.RemoteJid, message.Id, message.Timestamp));
    }

    [Theory]
    [InlineData("image", MessageKind.Image)]
    [InlineData("video", MessageKind.Video)]
    [InlineData("document", MessageKind.Document)]
    [InlineData("sticker", MessageKind.Sticker)]
    [InlineData("location", MessageKind.Location)]
    [InlineData("product", MessageKind.Commerce)]
    [InlineData("groups_v4_invite", MessageKind.Invite)]
    [InlineData("something_new", MessageKind.Unsupported)]
    public async Task Decode_ThumbnailForABody_NoText(string type, MessageKind kind)
    {
        HistoryMessage message = await FlatAsync($$"""  "type":"{{type}}","body":"{{Thumbnail}}","content":"{{Thumbnail}}" """);

        Assert.Equal((kind, ""), (message.Content!.Kind, message.Content.Body));
    }

    [Theory]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAGQAAABkCAYAAABw4pVUAAAAAXNSR0IArs4c6QAAAARnQU1BAACxjwv8YQ")]
    [InlineData("UklGRlYAAABXRUJQVlA4IEoAAADQAQCdASoQABAAAUAmJYgCdAEO/gOOAAD++NPU9UlrFFyqBa2f95uQ")]
    public async Task Decode_PictureThatIsNoJpegForABody_NoText(string picture)
    {
        Assert.Equal("", (await FlatAsync($"""  "type":"payment","body":"{picture}" """)).Content!.Body);
        Assert.Equal("Two cakes", (await FlatAsync($"""  "type":"order","body":"{picture}","orderTitle":"Two cakes" """)).Content!.Body);
    }

    [Fact]
    public async Task Decode_VideoWithAShortBody_NotItsWords() =>
        Assert.Equal("", (await FlatAsync("""  "type":"video","body":"iVBORw0KGgo=","mimetype":"video/mp4" """)).Content!.Body);

    [Theory]
    [InlineData("vcard", "\"body\":\"BEGIN:VCARD\\nVERSION:3.0\\nN:Roe;Ada\\nFN:Ada Roe\\nEND:VCARD\"", "Ada Roe")]
    [InlineData("vcard", "\"body\":\"BEGIN:VCARD\\r\\nitem1.FN;CHARSET=UTF-8:Ada Roe\\r\\nEND:VCARD\"", "Ada Roe")]
    [InlineData("vcard", "\"body\":\"BEGIN:VCARD\\nEND:VCARD\",\"vcardFormattedName\":\"Ada\"", "Ada")]
    [InlineData("multi_vcard", "\"vcardList\":[{\"displayName\":\"Ada\",\"vcard\":\"BEGIN:VCARD\"},{\"displayName\":\"Bo\"}]", "Ada")]
    [InlineData("multi_vcard", "\"vcardList\":[{\"vcard\":\"BEGIN:VCARD\\nFN:Bo\\nEND:VCARD\"}]", "Bo")]
    [InlineData("vcard", "\"body\":\"BEGIN:VCARD\\nEND:VCARD\"", "")]
    public async Task Decode_Card_WhoseItIs(string type, string fields, string body)
    {
        HistoryMessage message = await FlatAsync($$"""{{fields}},"type":"{{type}}" """);

        Assert.Equal((MessageKind.Contact, body), (message.Content!.Kind, message.Content.Body));
    }

    [Theory]
    [InlineData("e2e_notification", "stub")]
    [InlineData("notification_template", "stub")]
    [InlineData("ciphertext", "undecryptable")]
    [InlineData("protocol", "protocol")]
    [InlineData("album", "album")]
    [InlineData("poll_update", "poll-vote")]
    [InlineData("pinned_message", "pin")]
    [InlineData("chat", "empty")]
    public async Task Decode_NoMessage_CountedUnderItsWord(string type, string word)
    {
        HistoryMessage message = await FlatAsync($$"""  "type":"{{type}}","body":"" """);

        Assert.Equal((null, word), (message.Content, message.Noise));
    }

    [Theory]
    [InlineData("gp2")]
    [InlineData("group_notification")]
    public async Task Decode_GroupNotice_SystemWithoutWords(string type)
    {
        HistoryMessage message = await BothOrders.OneAsync($$"""
            [{"id":{"fromMe":false,"remote":"120363000000000077@g.us","id":"3EB0F2","participant":"15550100202@c.us"},"type":"{{type}}","subtype":"subject","body":"Regatta","t":1781000002,
            "author":"15550100202@c.us","from":"120363000000000077@g.us"}]
            """);

        Assert.Equal((MessageKind.System, ""), (message.Content!.Kind, message.Content.Body));
    }

    [Fact]
    public async Task Decode_Media_Descriptor()
    {
        HistoryMessage message = await FlatAsync("""
            "type":"video","mimetype":"video/mp4","filename":"a.mp4","size":"9000","filehash":"AQL/","encFilehash":"AgL/","mediaKey":"AwL/","directPath":"/v/t","deprecatedMms3Url":"https://mmg.example/u",
            "width":640,"height":480,"duration":"12"
            """);

        MediaDescriptor media = message.Content!.Media!;
        Assert.Equal(("video/mp4", "a.mp4", 9000L, "/v/t", "https://mmg.example/u"), (media.MimeType, media.FileName, media.Size, media.DirectPath, media.Url));
        Assert.Equal((640, 480, 12), (media.Width, media.Height, media.Seconds));
        Assert.Equal([1, 2, 255], media.Sha256);
        Assert.Equal([2, 2, 255], media.EncryptedSha256);
        Assert.Equal([3, 2, 255], media.Key);
    }

    [Fact]
    public async Task Decode_MediaInAnObjectOfItsOwn_Descriptor()
    {
        HistoryMessage message = await FlatAsync("""  "type":"audio","mediaData":{"type":"audio","mimetype":"audio/mp4","size":77,"filehash":"AQL/"} """);

        Assert.Equal(("audio/mp4", 77L), (message.Content!.Media!.MimeType, message.Content.Media.Size));
    }

    [Theory]
    [InlineData("""  "author":"15550100203@c.us" """)]
    [InlineData("""  "author":{"server":"c.us","user":"15550100203","_serialized":"15550100203@c.us"} """)]
    [InlineData("""  "author":{"server":"c.us","user":"15550100203"} """)]
    [InlineData("""  "sender":{"id":"15550100203@c.us","pushname":"Cy"} """)]
    [InlineData("""  "sender":{"id":{"server":"c.us","user":"15550100203","_serialized":"15550100203@c.us"}} """)]
    public async Task Decode_InAGroup_WhoSentIt(string fields)
    {
        HistoryMessage message = await BothOrders.OneAsync(
            $$"""[{"id":"false_120363000000000077@g.us_3EB0F3","type":"chat","body":"b","from":"120363000000000077@g.us","t":1781000003,{{fields}}}]""");

        Assert.Equal(("120363000000000077@g.us", "15550100203@c.us"), (message.RemoteJid, message.Participant));
    }

    [Theory]
    [InlineData("""{"fromMe":true,"remote":{"server":"lid","user":"800000000000001"},"id":"3EB0F4"}""", "800000000000001@lid", true)]
    [InlineData("""{"_serialized":"true_15550100204@c.us_3EB0F4_out"}""", "15550100204@c.us", true)]
    [InlineData("\"false_15550100204@c.us_3EB0F4_in\"", "15550100204@c.us", false)]
    public async Task Decode_Id_ItsParts(string id, string chat, bool fromMe)
    {
        HistoryMessage message = await BothOrders.OneAsync($$"""[{"id":{{id}},"type":"chat","body":"b","t":1781000004}]""");

        Assert.Equal((chat, fromMe, "3EB0F4", null), (message.RemoteJid, message.FromMe, message.Id, message.Participant));
    }

    [Theory]
    [InlineData(true, "-1", MessageStatus.Error)]
    [InlineData(false, "-1", null)]
    [InlineData(true, "0", MessageStatus.Pending)]
    [InlineData(true, "2", MessageStatus.Delivered)]
    [InlineData(true, "4", MessageStatus.Played)]
    [InlineData(true, "5", null)]
    public async Task Decode_Ack_Status(bool fromMe, string ack, MessageStatus? status)
    {
        string sent = fromMe.ToString(CultureInfo.InvariantCulture).ToLowerInvariant();
        HistoryMessage message = await BothOrders.OneAsync($$"""[{"id":"{{sent}}_15550100205@c.us_3EB0F5","type":"chat","body":"b","ack":{{ack}}}]""");

        Assert.Equal(status, message.Status);
    }

    [Theory]
    [InlineData("\"latestEditSenderTimestampMs\":1781000099000,\"latestEditMsgKey\":{\"id\":\"E1\"}", true, 1781000099000L)]
    [InlineData("\"latestEditMsgKey\":{\"fromMe\":false,\"remote\":\"15550100201@c.us\",\"id\":\"E1\"}", true, null)]
    [InlineData("\"latestEditSenderTimestampMs\":null,\"latestEditMsgKey\":null", false, null)]
    [InlineData("\"star\":false", false, null)]
    public async Task Decode_MarkOfEditing_Edited(string fields, bool isEdited, long? time)
    {
        HistoryMessage message = await FlatAsync($$"""{{fields}},"type":"chat","body":"new" """);

        Assert.Equal((isEdited, time, "new"), (message.IsEdited, message.EditedAtMs, message.Content!.Body));
    }

    [Fact]
    public async Task Decode_RevokedUnderItsOwnId_Revoked() => Assert.True((await FlatAsync("""  "type":"revoked","body":"" """)).IsRevoked);

    [Theory]
    [InlineData("\"type\":\"revoked\"")]
    [InlineData("\"type\":\"protocol\",\"subtype\":\"sender_revoke\"")]
    public async Task Decode_RevokedUnderAnotherId_RevokesTheOther(string fields)
    {
        HistoryMessage message = await FlatAsync($$"""{{fields}},"protocolMessageKey":{"fromMe":false,"remote":"15550100201@c.us","id":"ORIG"} """);

        Assert.Equal((AmendmentKind.Revoke, "ORIG"), (message.Amendment!.Kind, message.Amendment.TargetId));
    }

    [Fact]
    public async Task Decode_EventOfARevoke_RevokesTheReferred()
    {
        HistoryMessage message = await BothOrders.OneAsync("""
            [{"event":"onrevokedmessage","session":"s","from":"15550100201@c.us","to":"15550100299@c.us","id":"false_15550100201@c.us_REV1","refId":"false_15550100201@c.us_ORIG"}]
            """);

        Assert.Equal((AmendmentKind.Revoke, "ORIG", "15550100201@c.us"), (message.Amendment!.Kind, message.Amendment.TargetId, message.RemoteJid));
    }

    [Fact]
    public async Task Decode_ReactionAsAText_ItsEmoji()
    {
        HistoryMessage message = await BothOrders.OneAsync("""
            [{"id":{"fromMe":false,"remote":"15550100201@c.us","id":"REA1"},"orphan":0,"timestamp":1781000005,"reaction":"👍","read":false,"msgId":{"fromMe":true,"remote":"15550100201@c.us","id":"ORIG"},
            "senderId":"15550100201@c.us"}]
            """);

        Assert.Equal(("ORIG", "👍"), (message.Id, Assert.Single(message.Reactions).Emoji));
    }

    [Fact]
    public async Task Decode_KeyOfAnotherMessageAlone_NoReaction()
    {
        List<HistorySet> sets = await Decode.JsonAsync(
            """{"event":"onpollresponse","session":"s","msgId":{"fromMe":true,"remote":"15550100201@c.us","id":"ORIG"},"chatId":"15550100201@c.us","selectedOptions":[{"name":"Tea"}],"timestamp":1781000005000}""");

        Assert.Empty(Decode.Messages(sets));
        Assert.Equal("onpollresponse", Assert.Single(Assert.Single(sets).WithoutHistory).Key);
    }

    [Theory]
    [InlineData("subject", "Choir")]
    [InlineData("add", "")]
    public async Task Decode_NoticeOfAGroup_SystemNote(string type, string body)
    {
        HistoryMessage message = await BothOrders.OneAsync($$"""
            [{"id":{"fromMe":false,"remote":"120363000000000021@g.us","id":"N1","participant":"15550100201@c.us"},"body":"{{body}}","type":"{{type}}","timestamp":1781000006,
            "chatId":"120363000000000021@g.us","author":"15550100201@c.us","recipientIds":[]}]
            """);

        Assert.Equal(MessageKind.System, message.Content!.Kind);
    }

    [Fact]
    public async Task Decode_EventOfAReaction_OnItsMessage()
    {
        HistoryMessage message = await BothOrders.OneAsync("""
            [{"event":"onreactionmessage","session":"s","id":{"fromMe":false,"remote":"15550100201@c.us","id":"REA1"},"msgId":{"fromMe":true,"remote":"15550100201@c.us","id":"ORIG"},
            "reactionText":"👍","read":true,"orphan":0,"timestamp":1781000005000}]
            """);

        Assert.Equal(("15550100201@c.us", true, "ORIG"), (message.RemoteJid, message.FromMe, message.Id));
        HistoryReaction reaction = Assert.Single(message.Reactions);
        Assert.Equal(("👍", false, 1781000005000L), (reaction.Emoji, reaction.FromMe, reaction.TimestampMs));
    }

    [Fact]
    public async Task Decode_WithDataOfTheModel_EachFillsTheOther()
    {
        HistoryMessage message = await BothOrders.OneAsync($$"""
            [{"_data":{"id":{"fromMe":false,"remote":"15550100206@c.us","id":"3EB0F6"},"type":"image","body":"{{Thumbnail}}","t":1781000006,"notifyName":"Di","filehash":"AQL/","size":5,"ack":1},
            "id":{"fromMe":false,"remote":"15550100206@c.us","id":"3EB0F6"},"body":"a caption","type":"image","hasMedia":true,"ack":3}]
            """);

        Assert.Equal(("a caption", 1781000006L, "Di", MessageStatus.Read), (message.Content!.Body, message.Timestamp, message.PushName, message.Status));
        Assert.Equal(5, message.Content.Media!.Size);
    }

    [Fact]
    public async Task Decode_QuotedMessage_NotRead()
    {
        HistoryMessage message = await FlatAsync("""
            "type":"chat","body":"yes","quotedMsg":{"type":"image","body":"no","caption":"no"},"quotedMsgObj":{"id":"true_1@c.us_Q","type":"chat","body":"no"},"reactions":[{"id":"👍","senders":[]}]
            """);

        Assert.Equal("yes", message.Content!.Body);
        Assert.Empty(message.Reactions);
    }
}
