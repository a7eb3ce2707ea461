namespace HistoryImport.WhatsApp.Tests.Dialects.Whatsmeow;

public class WhatsmeowTests
{
    static Task<HistoryMessage> MessageAsync(string info, string message, string more = "\"IsViewOnce\":false") =>
        BothOrders.OneAsync($$"""[{"Info":{{{info}},"ID":"G1","Timestamp":"2026-06-10T10:00:01+02:00"},"Message":{{message}},{{more}}}]""");

    [Theory]
    [InlineData("""{"conversation":"hi"}""", MessageKind.Text, "hi")]
    [InlineData("""{"extendedTextMessage":{"text":"hi"}}""", MessageKind.Text, "hi")]
    [InlineData("""{"audioMessage":{"PTT":true,"seconds":3,"mimetype":"audio/ogg; codecs=opus"}}""", MessageKind.Voice, "")]
    [InlineData("""{"ephemeralMessage":{"message":{"documentWithCaptionMessage":{"message":{"documentMessage":{"caption":"c","fileName":"f"}}}}}}""", MessageKind.Document, "c")]
    [InlineData("""{"locationMessage":{"degreesLatitude":1,"name":"Pier"}}""", MessageKind.Location, "Pier")]
    public async Task Decode_Message_KindAndWords(string json, MessageKind kind, string body)
    {
        HistoryMessage message = await MessageAsync("""  "Chat":"15550100401@s.whatsapp.net","Sender":"15550100401@s.whatsapp.net","IsFromMe":false,"PushName":"Ed" """, json);

        Assert.Equal((kind, body), (message.Content!.Kind, message.Content.Body));
        Assert.Equal(("15550100401@s.whatsapp.net", "G1", 1781078401L, "Ed"), (message.RemoteJid, message.Id, message.Timestamp, message.PushName));
        Assert.Null(message.Participant);
    }

    [Theory]
    [InlineData("\"Chat\":\"800000000000401@lid\",\"Sender\":\"800000000000401:4@lid\",\"SenderAlt\":\"15550100401@s.whatsapp.net\",\"IsFromMe\":false", "15550100401@s.whatsapp.net", null, null)]
    [InlineData("\"Chat\":\"800000000000401@lid\",\"Sender\":\"800000000000499:4@lid\",\"SenderAlt\":\"15550100499@s.whatsapp.net\",\"RecipientAlt\":\"15550100401@s.whatsapp.net\",\"IsFromMe\":true", "15550100401@s.whatsapp.net", null, null)]
    [InlineData("\"Chat\":\"120363000000000044@g.us\",\"Sender\":\"800000000000402:4@lid\",\"SenderAlt\":\"15550100402@s.whatsapp.net\",\"IsGroup\":true,\"IsFromMe\":false", null, "800000000000402:4@lid", "15550100402@s.whatsapp.net")]
    [InlineData("\"Chat\":{\"User\":\"800000000000401\",\"Server\":\"lid\",\"Device\":0},\"Sender\":{\"User\":\"800000000000401\",\"Server\":\"lid\"},\"IsFromMe\":false", null, null, null)]
    public async Task Decode_Alternates_WhoseTheyAre(string info, string? alternate, string? sender, string? senderAlternate)
    {
        HistoryMessage message = await MessageAsync(info, """{"conversation":"b"}""");

        Assert.Equal((alternate, sender, senderAlternate), (message.RemoteJidAlt, message.Participant, message.ParticipantAlt));
        Assert.Contains("@", message.RemoteJid, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"IsEdit\":true", "", true)]
    [InlineData("\"IsEdit\":false", "1", true)]
    [InlineData("\"IsEdit\":false", "", false)]
    public async Task Decode_MarkOfEditing_Edited(string more, string edit, bool isEdited)
    {
        HistoryMessage message = await MessageAsync($$"""  "Chat":"15550100403@s.whatsapp.net","Edit":"{{edit}}" """, """{"conversation":"new"}""", more);

        Assert.Equal(isEdited, message.IsEdited);
    }

    [Fact]
    public async Task Decode_Undecryptable_CountedAsSuch()
    {
        HistoryMessage message = await BothOrders.OneAsync(
            """{"type":"UndecryptableMessage","event":{"Info":{"Chat":"15550100404@s.whatsapp.net","Sender":"15550100404@s.whatsapp.net","ID":"G2"},"IsUnavailable":false,"DecryptFailMode":""},"token":"t"}""");

        Assert.Equal("undecryptable", message.Noise);
    }

    [Theory]
    [InlineData("", MessageStatus.Delivered)]
    [InlineData("read", MessageStatus.Read)]
    [InlineData("played", MessageStatus.Played)]
    public async Task Decode_Receipt_StatusOfEachMessage(string type, MessageStatus status)
    {
        List<HistoryMessage> messages = await BothOrders.AllAsync(
            $$"""{"type":"ReadReceipt","state":"Read","event":{"Chat":"15550100405@s.whatsapp.net","Sender":"15550100405@s.whatsapp.net","IsFromMe":false,"MessageIDs":["G3","G4"],"Timestamp":"2026-06-10T10:00:01Z","Type":"{{type}}"} }""");

        Assert.Equal(["G3", "G4"], messages.Select(message => message.Amendment!.TargetId));
        Assert.All(messages, message => Assert.Equal((status, true, "15550100405@s.whatsapp.net"), (message.Amendment!.Status, message.FromMe, message.RemoteJid)));
    }

    [Theory]
    [InlineData("\"IsFromMe\":true,\"Type\":\"read-self\"")]
    [InlineData("\"IsFromMe\":false,\"Type\":\"retry\"")]
    public async Task Decode_ReceiptThatSaysNothing_NoHistory(string fields)
    {
        List<HistorySet> sets = await BothOrders.SetsAsync($$"""[{"Chat":"15550100405@s.whatsapp.net","MessageIDs":["G3"],{{fields}}}]""");

        Assert.Empty(Decode.Messages(sets));
        Assert.Empty(Decode.Problems(sets));
        Assert.Equal(1, sets.Sum(set => set.WithoutHistory.Values.Sum()));
    }
}
