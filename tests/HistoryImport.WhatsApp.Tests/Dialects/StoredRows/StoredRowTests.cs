using System.Text.Json;

namespace HistoryImport.WhatsApp.Tests.Dialects.StoredRows;

public class StoredRowTests
{
    const string Data = """{"key":{"remoteJid":"15550100601@s.whatsapp.net","fromMe":true,"id":"S1"},"messageTimestamp":1781000301,"message":{"conversation":"first"},"status":2}""";

    static string Text(string json) => JsonSerializer.Serialize(json);

    [Theory]
    [InlineData("\"MessageUpdate\":[{\"status\":\"READ\"},{\"status\":\"DELIVERY_ACK\"}]", MessageStatus.Read, false, false)]
    [InlineData("\"status\":\"PLAYED\",\"MessageUpdate\":[{\"status\":\"READ\"}]", MessageStatus.Played, false, false)]
    [InlineData("\"status\":\"DELETED\"", null, true, false)]
    [InlineData("\"status\":\"EDITED\",\"MessageUpdate\":[{\"status\":\"READ\"}]", MessageStatus.Read, false, true)]
    [InlineData("\"MessageUpdate\":[{\"status\":\"DELETED\"}]", null, true, false)]
    [InlineData("\"MessageUpdate\":[{\"status\":\"EDITED\"},null,3]", null, false, true)]
    [InlineData("\"MessageUpdate\":\"[]\"", null, false, false)]
    [InlineData("\"MessageUpdate\":\"[{\\\"status\\\":\\\"READ\\\"},null]\",\"pushName\":null", MessageStatus.Read, false, false)]
    public async Task Decode_EvolutionRow_WhatBecameOfIt(string fields, MessageStatus? status, bool isRevoked, bool isEdited)
    {
        HistoryMessage message = await BothOrders.OneAsync($$"""
            [{"id":"row","key":{"remoteJid":"15550100601@s.whatsapp.net","fromMe":true,"id":"S1"},"messageType":"conversation","message":{"conversation":"first"},"messageTimestamp":1781000301,{{fields}}}]
            """);

        Assert.Equal((status, isRevoked, isEdited, "first"), (message.Status, message.IsRevoked, message.IsEdited, message.Content!.Body));
    }

    [Fact]
    public async Task Decode_ColumnsAsTexts_AsObjects()
    {
        string key = Text("""{"remoteJid":"15550100601@s.whatsapp.net","fromMe":true,"id":"S2","deleted":true}""");
        string content = Text("""{"imageMessage":{"caption":"a \"quoted\" roof","fileSha256":{"0":1,"1":2}}}""");
        HistoryMessage message = await BothOrders.OneAsync($$"""[{"id":7,"key":{{key}},"message":{{content}},"messageTimestamp":"1781000302","status":"READ"}]""");

        Assert.Equal(("15550100601@s.whatsapp.net", "S2", true), (message.RemoteJid, message.Id, message.IsRevoked));
        Assert.Equal((MessageKind.Image, "a \"quoted\" roof"), (message.Content!.Kind, message.Content.Body));
        Assert.Equal([1, 2], message.Content.Media!.Sha256);
    }

    [Fact]
    public async Task Decode_ColumnThatIsBrokenJson_Problem()
    {
        List<HistorySet> sets = await Decode.JsonAsync("""[{"key":"{\"remoteJid\":","message":{"conversation":"x"}},{"key":{"remoteJid":"1@s.whatsapp.net","id":"S3"},"message":{"conversation":"y"}}]""");

        Assert.Equal("S3", Assert.Single(Decode.Messages(sets)).Id);
        Assert.Single(Decode.Problems(sets));
    }

    [Fact]
    public async Task Decode_HelpDeskRow_TheDataInIt()
    {
        HistoryMessage message = await BothOrders.OneAsync($$"""[{"id":"S1","body":"first","fromMe":1,"ack":4,"mediaType":"conversation","ticketId":5,"dataJson":{{Text(Data)}}}]""");

        Assert.Equal(("15550100601@s.whatsapp.net", "S1", 1781000301L, MessageStatus.Read), (message.RemoteJid, message.Id, message.Timestamp, message.Status));
    }

    [Fact]
    public async Task Decode_HelpDeskRowEdited_BothTexts()
    {
        List<HistoryMessage> messages = await BothOrders.AllAsync($$"""[{"id":"S1","body":"second","fromMe":true,"isEdited":true,"ticketId":5,"dataJson":{{Text(Data)}}}]""");

        Assert.Equal([("first", false), ("second", true)], messages.Select(message => (message.Content!.Body, message.IsEdited)));
    }

    [Theory]
    [InlineData("conversation", "hello", MessageKind.Text, "hello")]
    [InlineData("image", "a roof", MessageKind.Image, "a roof")]
    [InlineData("audioMessage", "", MessageKind.Audio, "")]
    [InlineData("application", "plan.pdf", MessageKind.Document, "plan.pdf")]
    [InlineData("somethingNew", "x", MessageKind.Unsupported, "")]
    public async Task Decode_HelpDeskRowWithoutData_ItsColumns(string type, string body, MessageKind kind, string expected)
    {
        HistoryMessage message = await BothOrders.OneAsync($$"""
            [{"id":"S4","body":"{{body}}","fromMe":false,"ack":0,"read":true,"mediaType":"{{type}}","mediaUrl":null,"ticketId":5,"contactId":9,"isDeleted":true,"dataJson":"",
            "remoteJid":"120363000000000066@g.us","participant":"15550100602@s.whatsapp.net","createdAt":"2026-06-10T10:00:01.000Z"}]
            """);

        Assert.Equal((kind, expected, true), (message.Content!.Kind, message.Content.Body, message.IsRevoked));
        Assert.Equal(("120363000000000066@g.us", "15550100602@s.whatsapp.net", 1781085601L, null), (message.RemoteJid, message.Participant, message.Timestamp, message.Status));
    }

    [Fact]
    public async Task Decode_HelpDeskRowWithoutAChat_Problem()
    {
        List<HistorySet> sets = await BothOrders.SetsAsync(
            """[{"id":"S5","body":"hello","fromMe":false,"ack":0,"mediaType":"chat","ticketId":5,"contactId":9},{"key":{"remoteJid":"1@s.whatsapp.net","id":"S6"},"message":{"conversation":"y"}}]""");

        Assert.Equal("S6", Assert.Single(Decode.Messages(sets)).Id);
        Assert.Equal(0, Assert.Single(Decode.Problems(sets)).Position);
    }
}
