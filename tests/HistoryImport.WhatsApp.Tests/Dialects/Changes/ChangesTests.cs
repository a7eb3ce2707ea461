namespace HistoryImport.WhatsApp.Tests.Dialects.Changes;

public class ChangesTests
{
    const string Key = """{"remoteJid":"15550100501@s.whatsapp.net","fromMe":true,"id":"C1"}""";

    static Task<HistoryMessage> UpdateAsync(string fields) => BothOrders.OneAsync($$$"""[{"key":{{{Key}}},{{{fields}}}}]""");

    [Theory]
    [InlineData("\"update\":{\"status\":3}", MessageStatus.Delivered)]
    [InlineData("\"update\":{\"status\":\"PLAYED\"}", MessageStatus.Played)]
    [InlineData("\"update\":{\"status\":0}", MessageStatus.Error)]
    [InlineData("\"update\":{\"status\":5}", MessageStatus.Played)]
    [InlineData("\"update\":{ \"status\" : 3 }", MessageStatus.Delivered)]
    [InlineData("\"update\":{\"status\":4,\"starred\":true}", MessageStatus.Read)]
    [InlineData("\"receipt\":{\"userJid\":\"15550100501@s.whatsapp.net\",\"receiptTimestamp\":1781000201}", MessageStatus.Delivered)]
    [InlineData("\"receipt\":{\"userJid\":\"15550100501@s.whatsapp.net\",\"receiptTimestamp\":1781000201,\"readTimestamp\":1781000202}", MessageStatus.Read)]
    [InlineData("\"receipt\":{\"playedTimestamp\":{\"low\":1781000202,\"high\":0,\"unsigned\":true}}", MessageStatus.Played)]
    public async Task Decode_Progress_Status(string fields, MessageStatus status)
    {
        HistoryMessage message = await UpdateAsync(fields);

        Assert.Equal((AmendmentKind.Status, status, "C1", true), (message.Amendment!.Kind, message.Amendment.Status, message.Amendment.TargetId, message.Amendment.TargetFromMe));
        Assert.Equal(("15550100501@s.whatsapp.net", true, "C1"), (message.RemoteJid, message.FromMe, message.Id));
    }

    [Theory]
    [InlineData("\"update\":{\"message\":{\"editedMessage\":{\"message\":{\"extendedTextMessage\":{\"text\":\"new\"}}}},\"messageTimestamp\":\"1781000203\"}", 1781000203000L)]
    [InlineData("\"type\":14,\"editedMessage\":{\"extendedTextMessage\":{\"text\":\"new\"}},\"timestampMs\":1781000203500", 1781000203500L)]
    [InlineData("\"type\":\"MESSAGE_EDIT\",\"editedMessage\":{\"imageMessage\":{\"caption\":\"new\"}}", null)]
    public async Task Decode_Edited_Edit(string fields, long? time)
    {
        HistoryMessage message = await UpdateAsync(fields);

        Assert.Equal((AmendmentKind.Edit, "C1", "new", time), (message.Amendment!.Kind, message.Amendment.TargetId, message.Amendment.Text, message.Amendment.TimestampMs));
    }

    [Theory]
    [InlineData("\"update\":{\"message\":null,\"messageStubType\":1,\"key\":{\"id\":\"C1\"}}")]
    [InlineData("\"update\":{\"messageStubType\":\"REVOKE\"}")]
    [InlineData("\"type\":\"REVOKE\",\"editedMessage\":null")]
    public async Task Decode_TakenBack_Revoke(string fields)
    {
        HistoryMessage message = await UpdateAsync(fields);

        Assert.Equal((AmendmentKind.Revoke, "C1", true), (message.Amendment!.Kind, message.Amendment.TargetId, message.FromMe));
    }

    [Fact]
    public async Task Decode_UpdateWithContent_TheMessage()
    {
        HistoryMessage message = await UpdateAsync("\"update\":{\"message\":{\"conversation\":\"came late\"},\"messageTimestamp\":1781000204,\"pushName\":\"Fay\",\"status\":2}");

        Assert.Equal(("came late", 1781000204L, MessageStatus.Server, "C1"), (message.Content!.Body, message.Timestamp, message.Status, message.Id));
    }

    [Theory]
    [InlineData("\"update\":{\"starred\":true}", "update")]
    [InlineData("\"update\":{\"status\":6}", "update")]
    [InlineData("\"update\":{\"status\":12}", "update")]
    [InlineData("\"update\":{\"pollUpdates\":[{}]}", "update")]
    [InlineData("\"receipt\":{\"userJid\":\"1@s.whatsapp.net\"}", "receipt")]
    [InlineData("\"media\":{\"ciphertext\":\"AA==\"}", "media-update")]
    public async Task Decode_OtherUpdate_CountedAsNoHistory(string fields, string word)
    {
        List<HistorySet> sets = await BothOrders.SetsAsync($$$"""[{"key":{{{Key}}},{{{fields}}}}]""");

        Assert.Empty(Decode.Messages(sets));
        Assert.Equal(word, Assert.Single(Assert.Single(sets).WithoutHistory).Key);
    }

    [Fact]
    public async Task Decode_FailureOfAReceivedMessage_NoHistory()
    {
        List<HistorySet> sets = await BothOrders.SetsAsync("""[{"key":{"remoteJid":"15550100501@s.whatsapp.net","fromMe":false,"id":"C2"},"update":{"status":0}}]""");

        Assert.Empty(Decode.Messages(sets));
        Assert.Empty(Decode.Problems(sets));
    }

    [Theory]
    [InlineData("{\"keys\":[{\"remoteJid\":\"120363000000000055@g.us\",\"fromMe\":false,\"id\":\"C3\",\"participant\":\"15550100502@s.whatsapp.net\"}]}")]
    [InlineData("{\"id\":\"C3\",\"remoteJid\":\"120363000000000055@g.us\",\"fromMe\":false,\"participant\":\"15550100502@s.whatsapp.net\",\"status\":\"DELETED\"}")]
    [InlineData("{\"keyId\":\"C3\",\"messageId\":\"row\",\"id\":\"row2\",\"remoteJid\":\"120363000000000055@g.us\",\"fromMe\":false,\"participant\":\"15550100502@s.whatsapp.net\",\"status\":\"DELETED\"}")]
    public async Task Decode_Delete_Revoke(string data)
    {
        HistoryMessage message = await BothOrders.OneAsync($"[{data}]");

        Assert.Equal((AmendmentKind.Revoke, "C3"), (message.Amendment!.Kind, message.Amendment.TargetId));
        Assert.Equal(("120363000000000055@g.us", "15550100502@s.whatsapp.net", false), (message.RemoteJid, message.Participant, message.FromMe));
    }

    [Theory]
    [InlineData("messages.delete")]
    [InlineData("MESSAGES_DELETE")]
    [InlineData("messages-delete")]
    public async Task Decode_EventOfADelete_RevokesTheKeyInIt(string name)
    {
        HistoryMessage flat = Assert.Single(await Decode.JsonMessagesAsync($$$"""{"event":"{{{name}}}","data":{{{Key}}}}"""));
        HistoryMessage bare = Assert.Single(await Decode.JsonMessagesAsync($$$"""{"event":"{{{name}}}","data":{"key":{{{Key}}}}}"""));

        Assert.Equal((AmendmentKind.Revoke, "C1"), (flat.Amendment!.Kind, flat.Amendment.TargetId));
        Assert.Equal((true, "C1"), (bare.IsRevoked, bare.Id));
    }

    [Fact]
    public async Task Decode_ChatEmptiedHere_NothingRevoked()
    {
        List<HistorySet> sets = await BothOrders.SetsAsync("""{"event":"messages.delete","data":{"jid":"15550100503@s.whatsapp.net","all":true}}""");

        Assert.Empty(Decode.Messages(sets));
        Assert.Empty(Decode.Problems(sets));
    }

    [Theory]
    [InlineData("READ", MessageStatus.Read)]
    [InlineData("SERVER_ACK", MessageStatus.Server)]
    public async Task Decode_FlatKeyWithStatus_Status(string name, MessageStatus status)
    {
        HistoryMessage message = await BothOrders.OneAsync(
            $$"""{"event":"messages.update","instance":"i","data":{"id":"C4","remoteJid":"15550100504@s.whatsapp.net","fromMe":true,"status":"{{name}}","owner":"i","datetime":1781000205} }""");

        Assert.Equal((AmendmentKind.Status, status, "C4"), (message.Amendment!.Kind, message.Amendment.Status, message.Amendment.TargetId));
    }

    [Fact]
    public async Task Decode_ReactionOfAnother_OnOurMessage()
    {
        HistoryMessage message = await BothOrders.OneAsync("""
            [{"key":{"remoteJid":"120363000000000055@g.us","fromMe":true,"id":"C5"},"reaction":{"text":"🎈","senderTimestampMs":1781000206000,
            "key":{"remoteJid":"120363000000000055@g.us","fromMe":false,"id":"C6","participant":"15550100505@s.whatsapp.net"}}}]
            """);

        Assert.Equal(("C5", true), (message.Id, message.FromMe));
        HistoryReaction reaction = Assert.Single(message.Reactions);
        Assert.Equal(("🎈", "15550100505@s.whatsapp.net", 1781000206000L), (reaction.Emoji, reaction.Participant, reaction.TimestampMs));
    }

    [Fact]
    public async Task Decode_MoreDeletesThanAnybodyMakes_Problem()
    {
        string keys = string.Join(',', Enumerable.Repeat("""{"id":"A"}""", 10_001));
        List<HistorySet> sets = await Decode.JsonAsync($$"""[{"keys":[{{keys}}]}]""");

        Assert.Empty(Decode.Messages(sets));
        Assert.Single(Decode.Problems(sets));
    }
}
