namespace HistoryImport.WhatsApp.Tests.Dialects.Waha;

public class WahaTests
{
    static Task<HistoryMessage> FlatAsync(string fields) => BothOrders.OneAsync(
        $$"""[{"id":"false_15550100301@c.us_W1","timestamp":1781000101,"from":"15550100301@c.us","fromMe":false,"source":"app","to":"15550100399@c.us",{{fields}}}]""");

    [Theory]
    [InlineData("\"body\":\"hi\",\"hasMedia\":false", MessageKind.Text, "hi")]
    [InlineData("\"body\":\"cap\",\"hasMedia\":true,\"media\":{\"mimetype\":\"image/png\",\"url\":\"http://w.example/1\"}", MessageKind.Image, "cap")]
    [InlineData("\"body\":null,\"hasMedia\":true,\"media\":{\"mimetype\":\"image/webp\"}", MessageKind.Sticker, "")]
    [InlineData("\"body\":\"\",\"hasMedia\":true,\"media\":{\"mimetype\":\"application/pdf\",\"filename\":\"a.pdf\"}", MessageKind.Document, "a.pdf")]
    [InlineData("\"body\":\"\",\"hasMedia\":true", MessageKind.Unsupported, "")]
    [InlineData("\"body\":\"\",\"hasMedia\":false,\"location\":{\"latitude\":\"1\",\"longitude\":\"2\",\"address\":\"Pier 4\"}", MessageKind.Location, "Pier 4")]
    [InlineData("\"body\":\"\",\"hasMedia\":false,\"location\":{\"latitude\":1,\"longitude\":2,\"live\":true}", MessageKind.LiveLocation, "")]
    [InlineData("\"body\":\"\",\"hasMedia\":false,\"vCards\":[\"BEGIN:VCARD\\nFN:Ada Roe\\nEND:VCARD\",\"BEGIN:VCARD\"]", MessageKind.Contact, "Ada Roe")]
    [InlineData("\"body\":\"text\",\"hasMedia\":false,\"vCards\":[],\"location\":null", MessageKind.Text, "text")]
    [InlineData("\"body\":\"said\",\"hasMedia\":false,\"_data\":{\"id\":{\"id\":\"W1\"},\"type\":\"a_new_type\"}", MessageKind.Text, "said")]
    [InlineData("\"body\":\"said\",\"hasMedia\":false,\"_data\":{\"notWhatWasThought\":{\"a\":[1]}}", MessageKind.Text, "said")]
    [InlineData("\"body\":\"said\",\"hasMedia\":false,\"_data\":{\"key\":{\"id\":\"W1\",\"remoteJid\":\"15550100301@s.whatsapp.net\"},\"message\":{\"aNewMessage\":{\"a\":1}}}", MessageKind.Text, "said")]
    public async Task Decode_Flat_KindAndWords(string fields, MessageKind kind, string body)
    {
        HistoryMessage message = await FlatAsync(fields);

        Assert.Equal((kind, body, 1781000101L), (message.Content!.Kind, message.Content.Body, message.Timestamp));
    }

    [Theory]
    [InlineData("READ", MessageStatus.Read)]
    [InlineData("DEVICE", MessageStatus.Delivered)]
    [InlineData("UNKNOWN", null)]
    public async Task Decode_AckByName_Status(string name, MessageStatus? status) =>
        Assert.Equal(status, (await FlatAsync($$"""  "body":"b","hasMedia":false,"ackName":"{{name}}" """)).Status);

    [Fact]
    public async Task Decode_Ack_OfItsMessage()
    {
        HistoryMessage message = await BothOrders.OneAsync("""
            {"event":"message.ack.group","session":"s","payload":{"id":"true_120363000000000088@g.us_W2_15550100399@c.us","from":"120363000000000088@g.us","fromMe":true,
            "participant":"15550100302@c.us","ack":3,"ackName":"READ"},"engine":"GOWS"}
            """);

        Assert.Equal((AmendmentKind.Status, MessageStatus.Read, "W2"), (message.Amendment!.Kind, message.Amendment.Status, message.Amendment.TargetId));
        Assert.Equal(("120363000000000088@g.us", true), (message.RemoteJid, message.FromMe));
    }

    [Fact]
    public async Task Decode_NowebEdit_TheEditItself()
    {
        HistoryMessage message = await FlatAsync("""
            "body":"new","hasMedia":false,"editedMessageId":"W0","_data":{"key":{"remoteJid":"15550100301@s.whatsapp.net","fromMe":false,"id":"W1"},"messageTimestamp":1781000101,
            "message":{"protocolMessage":{"key":{"remoteJid":"15550100301@s.whatsapp.net","fromMe":false,"id":"W0"},"type":"MESSAGE_EDIT","editedMessage":{"conversation":"new"},"timestampMs":"1781000100500"}}}
            """);

        Assert.Equal((AmendmentKind.Edit, "W0", "new", 1781000100500L),
            (message.Amendment!.Kind, message.Amendment.TargetId, message.Amendment.Text, message.Amendment.TimestampMs));
    }

    [Theory]
    [InlineData("W1", true)]
    [InlineData("false_15550100301@c.us_W0", false)]
    public async Task Decode_EditedId_RepeatOrEdit(string id, bool isRepeat)
    {
        HistoryMessage message = await FlatAsync($$"""  "body":"new","hasMedia":false,"editedMessageId":"{{id}}" """);

        Assert.Equal((isRepeat, isRepeat ? null : "W0"), (message.IsEdited, message.Amendment?.TargetId));
        Assert.Equal("new", message.Content?.Body ?? message.Amendment?.Text);
    }

    [Fact]
    public async Task Decode_ReactionInAGroup_OnTheMessageOfItsSender()
    {
        HistoryMessage message = await BothOrders.OneAsync("""
            [{"id":"false_120363000000000088@g.us_W3_15550100303@c.us","from":"120363000000000088@g.us","fromMe":false,"participant":"15550100303@c.us","timestamp":1781000103,"source":"app",
            "reaction":{"text":"","messageId":"false_120363000000000088@g.us_W4_15550100304@c.us"}}]
            """);

        Assert.Equal(("W4", "15550100304@c.us", false), (message.Id, message.Participant, message.FromMe));
        HistoryReaction reaction = Assert.Single(message.Reactions);
        Assert.Equal(("", "15550100303@c.us", 1781000103000L), (reaction.Emoji, reaction.Participant, reaction.TimestampMs));
    }

    [Theory]
    [InlineData("""{"before":null,"after":{"id":"false_15550100305@c.us_R1","timestamp":1781000105,"from":"15550100305@c.us","fromMe":false,"body":"","hasMedia":false},"revokedMessageId":"W5"}""", 1)]
    [InlineData("""{"before":{"id":"false_15550100305@c.us_W5","timestamp":1781000104,"from":"15550100305@c.us","fromMe":false,"body":"oops","hasMedia":false},"after":null,"revokedMessageId":"W5"}""", 2)]
    [InlineData("""{"after":{"id":"false_15550100305@c.us_R1","from":"15550100305@c.us","fromMe":false,"body":null,"hasMedia":false,"_data":{"Info":{"Chat":"15550100305@s.whatsapp.net","Sender":"15550100305@s.whatsapp.net","ID":"R1","Edit":"7"},"Message":{"protocolMessage":{"key":{"remoteJID":"15550100305@s.whatsapp.net","fromMe":true,"ID":"W5"},"type":0}}}},"before":null,"revokedMessageId":"W5"}""", 1)]
    public async Task Decode_Revoked_RevokesWhatItNames(string payload, int count)
    {
        List<HistoryMessage> messages = await BothOrders.AllAsync($$"""{"event":"message.revoked","session":"s","payload":{{payload}}}""");

        Assert.Equal(count, messages.Count);
        Assert.Equal((AmendmentKind.Revoke, "W5"), (messages[^1].Amendment!.Kind, messages[^1].Amendment!.TargetId));
        Assert.StartsWith("15550100305@", messages[^1].RemoteJid!, StringComparison.Ordinal);
        Assert.Equal(count == 2 ? "oops" : null, messages[0].Content?.Body);
    }

    [Fact]
    public async Task Decode_FlatChatIsNumberAndDataIsLid_Claim()
    {
        List<HistorySet> sets = await BothOrders.SetsAsync("""
            [{"id":"false_15550100306@c.us_W6","from":"15550100306@c.us","fromMe":false,"source":"app","body":"b","hasMedia":false,
            "_data":{"key":{"remoteJid":"800000000000306@lid","fromMe":false,"id":"W6"},"message":{"conversation":"b"}}}]
            """);

        HistoryMessage message = Assert.Single(Decode.Messages(sets));
        Assert.Equal(("800000000000306@lid", "15550100306@c.us"), (message.RemoteJid, message.RemoteJidAlt));
    }
}
