namespace HistoryImport.WhatsApp.Tests.Fields;

/// <summary>Every way in which JavaScript and its kin write numbers, bytes, names and text.</summary>
public class EncodingTests
{
    [Theory]
    [InlineData("1700000000", 1700000000L)]
    [InlineData("\"1700000000\"", 1700000000L)]
    [InlineData("""{"low":1700000000,"high":0,"unsigned":true}""", 1700000000L)]
    [InlineData("""{"low":-1294967296,"high":0,"unsigned":true}""", 3000000000L)]
    [InlineData("""{"low":-1294967296,"high":0,"unsigned":false}""", 3000000000L)]
    [InlineData("""{"low":-807049093,"high":395,"unsigned":true}""", 1700000000L)]
    [InlineData("""{"low":-1,"high":-1,"unsigned":false}""", null)]
    [InlineData("""{"low":-1,"high":-1,"unsigned":true}""", null)]
    [InlineData("""{"low":1700000000}""", 1700000000L)]
    [InlineData("""{"high":1}""", null)]
    [InlineData("1700000000123", 1700000000L)]
    [InlineData("\"1700000000123\"", 1700000000L)]
    [InlineData("1700000000123456", 1700000000L)]
    [InlineData("1700000000.0", 1700000000L)]
    [InlineData("1.7e9", 1700000000L)]
    [InlineData("1700000000.5", 1700000000L)]
    [InlineData("\"1700000000.999999\"", 1700000000L)]
    [InlineData("\" 1700000000 \"", 1700000000L)]
    [InlineData("\"1.7e9\"", 1700000000L)]
    [InlineData("1700000000123.75", 1700000000L)]
    [InlineData("\"2023-11-14 22:13:20 +0000 UTC\"", 1700000000L)]
    [InlineData("\"2023-11-14 19:13:20.5 -0300 -03 m=+0.25\"", 1700000000L)]
    [InlineData("\"2023-11-14T22:13:20.123456789Z\"", 1700000000L)]
    [InlineData("\"Tue, 14 Nov 2023 22:13:20 GMT\"", 1700000000L)]
    [InlineData("\"2023-11-14 22:13:20+00\"", 1700000000L)]
    [InlineData("\"2023-11-15T00:13:20\\u002B02:00\"", 1700000000L)]
    [InlineData("\"0001-01-01T00:00:00Z\"", null)]
    [InlineData("""{"seconds":1700000000,"nanos":5}""", 1700000000L)]
    [InlineData("""{"nanos":999999999,"seconds":"1700000000"}""", 1700000000L)]
    [InlineData("""{"_seconds":1700000000,"_nanoseconds":0}""", 1700000000L)]
    [InlineData("""{"$date":"2023-11-14T22:13:20Z"}""", 1700000000L)]
    [InlineData("""{"$date":{"$numberLong":"1700000000500"}}""", 1700000000L)]
    [InlineData("""{"$date":1700000000500}""", 1700000000L)]
    [InlineData("""{"$timestamp":{"t":1700000000,"i":1}}""", 1700000000L)]
    [InlineData("""{"$numberLong":"1700000000"}""", 1700000000L)]
    [InlineData("""{"$numberInt":"1700000000"}""", 1700000000L)]
    [InlineData("""{"$numberDouble":"1700000000.5"}""", 1700000000L)]
    [InlineData("""{"low":{"$numberInt":"1700000000"},"high":{"$numberInt":"0"},"unsigned":true}""", 1700000000L)]
    [InlineData("""{"unsigned":true,"high":0,"low":1700000000}""", 1700000000L)]
    [InlineData("1e300", null)]
    [InlineData("\"1700000000n\"", null)]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    [InlineData("{}", null)]
    [InlineData("[]", null)]
    [InlineData("[1700000000]", null)]
    [InlineData("true", null)]
    [InlineData("\"abc\"", null)]
    [InlineData("\"NaN\"", null)]
    [InlineData("0", null)]
    [InlineData("-5", null)]
    [InlineData("4102444800", 4102444800L)]
    [InlineData("99999999999", 99999999999L)]
    [InlineData("100000000000", 100000000L)]
    [InlineData("9223372036854775807", null)]
    [InlineData("18446744073709551615", null)]
    [InlineData("\"2023-11-14T22:13:20Z\"", 1700000000L)]
    [InlineData("\"2023-11-14T22:13:20.123Z\"", 1700000000L)]
    [InlineData("\"2023-11-15T00:13:20+02:00\"", 1700000000L)]
    [InlineData("\"2023-11-14T22:13:20\"", 1700000000L)]
    [InlineData("\"1960-01-01T00:00:00Z\"", null)]
    public async Task Read_Timestamp_Seconds(string json, long? seconds)
    {
        HistoryMessage read = Assert.Single(await Decode.JsonMessagesAsync($$$"""[{"key":{"id":"A"},"messageTimestamp":{{{json}}},"pushName":"after"}]"""));

        Assert.Equal(seconds, read.Timestamp);
        Assert.Equal("after", read.PushName);
    }

    [Theory]
    [InlineData("1700000000123", 1700000000123L)]
    [InlineData("\"1700000000123\"", 1700000000123L)]
    [InlineData("1700000000", 1700000000L)]
    [InlineData("\"2023-11-14T22:13:20.123Z\"", 1700000000123L)]
    [InlineData("0", null)]
    [InlineData("-1", null)]
    [InlineData("{}", null)]
    public async Task Read_Milliseconds_AsTheyAre(string json, long? milliseconds)
    {
        HistoryMessage read = Assert.Single(await Decode.JsonMessagesAsync(
            $$$$$$"""[{"key":{"id":"A"},"message":{"reactionMessage":{"senderTimestampMs":{{{{{{json}}}}}},"text":"x"}}}]"""));

        Assert.Equal((milliseconds, "x"), (read.Amendment!.TimestampMs, read.Amendment.Text));
    }

    [Theory]
    [InlineData("""{"low":705032704,"high":1,"unsigned":true}""", 5000000000L)]
    [InlineData("\"5000000000\"", 5000000000L)]
    [InlineData("0", 0L)]
    [InlineData("-1", null)]
    [InlineData("null", null)]
    public async Task Read_FileLength_Whole(string json, long? size)
    {
        HistoryMessage read = Assert.Single(await Decode.JsonMessagesAsync($$$$$$"""[{"key":{"id":"A"},"message":{"imageMessage":{"fileLength":{{{{{{json}}}}}}}}}]"""));

        Assert.Equal(size, read.Content!.Media!.Size);
    }

    [Theory]
    [InlineData("\"AQL/\"", "0102FF")]
    [InlineData("\"AQL_\"", "0102FF")]
    [InlineData("\"AQL\\/\"", "0102FF")]
    [InlineData("\"AQ==\"", "01")]
    [InlineData("\"AQ\"", "01")]
    [InlineData("\"data:;base64,AQL/\"", "0102FF")]
    [InlineData("\"data:image/png;base64,AQL/\"", "0102FF")]
    [InlineData("""{"type":"Buffer","data":"AQL/"}""", "0102FF")]
    [InlineData("""{"type":"Buffer","data":[1,2,255]}""", "0102FF")]
    [InlineData("""{"0":1,"1":2,"2":255}""", "0102FF")]
    [InlineData("[1,2,255]", "0102FF")]
    [InlineData("""{"2":255,"0":1,"1":2}""", "0102FF")]
    [InlineData("""{"0":1,"2":255,"1":2}""", "0102FF")]
    [InlineData("""{"0":1,"1":2,"1":2}""", null)]
    [InlineData("""{"0":1,"1":2,"5":2}""", null)]
    [InlineData("""{"$binary":{"base64":"AQL/","subType":"00"}}""", "0102FF")]
    [InlineData("""{"$binary":"AQL/","$type":"00"}""", "0102FF")]
    [InlineData("""{"type":"Buffer","data":[{"$numberInt":"1"},{"$numberInt":"2"},{"$numberInt":"255"}]}""", "0102FF")]
    [InlineData("""{"_bsontype":"Binary","sub_type":0,"position":3,"buffer":{"type":"Buffer","data":[1,2,255]}}""", "0102FF")]
    [InlineData("[1,-2]", "01FE")]
    [InlineData("\"\\\\x0102ff\"", "0102FF")]
    [InlineData("\"0x0102FF\"", "0102FF")]
    [InlineData("\"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1eff\"", "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1EFF")]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    [InlineData("{}", null)]
    [InlineData("[]", null)]
    [InlineData("5", null)]
    [InlineData("\"!!!\"", null)]
    [InlineData("""{"0":1,"2":255}""", null)]
    [InlineData("""{"0":1,"1":256}""", null)]
    [InlineData("""{"0":1,"1":{"a":[]}}""", null)]
    [InlineData("""[1,{"a":2},"x"]""", null)]
    [InlineData("""{"type":"Buffer","data":{"a":[1]}}""", null)]
    public async Task Read_Bytes_EveryForm(string json, string? hex)
    {
        HistoryMessage read = Assert.Single(await Decode.JsonMessagesAsync(
            $$$$$$"""[{"key":{"id":"A"},"message":{"imageMessage":{"mediaKey":{{{{{{json}}}}}},"caption":"after"}}}]"""));

        Assert.Equal(hex, read.Content!.Media!.Key is { } key ? Convert.ToHexString(key) : null);
        Assert.Equal("after", read.Content.Body);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("true")]
    [InlineData("\"!!!\"")]
    [InlineData("\"<Buffer 01 02 ff>\"")]
    [InlineData("[1,256]")]
    [InlineData("""{"0":1,"5":2}""")]
    [InlineData("""{"__type":"Uint8Array","value":"AQL/"}""")]
    [InlineData("""{"type":"Buffer","data":7}""")]
    public async Task Read_BytesInNoFormThatIsKnown_KeepsTheMessageAndSaysSo(string json)
    {
        List<HistorySet> parts = await Decode.JsonAsync(
            $$$$$$"""[{"key":{"id":"A"},"message":{"imageMessage":{"mediaKey":{{{{{{json}}}}}},"caption":"after"}}}]""");

        Assert.Equal("after", Assert.Single(Decode.Messages(parts)).Content!.Body);
        DecodeProblem problem = Assert.Single(Decode.Problems(parts));
        Assert.True(problem.IsKept);
        Assert.StartsWith("Bytes in it", problem.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"type":"Buffer","data":[]}""")]
    [InlineData("""{"type":"Buffer","data":""}""")]
    [InlineData("""{"$binary":{"base64":"","subType":"00"}}""")]
    public async Task Read_NoBytes_NoProblem(string json) =>
        Assert.Empty(Decode.Problems(await Decode.JsonAsync($$$$$$"""[{"key":{"id":"A"},"message":{"imageMessage":{"mediaKey":{{{{{{json}}}}}}}}}]""")));

    [Theory]
    [InlineData("6", HistorySyncType.OnDemand)]
    [InlineData("\"6\"", HistorySyncType.OnDemand)]
    [InlineData("\"ON_DEMAND\"", HistorySyncType.OnDemand)]
    [InlineData("\"on_demand\"", HistorySyncType.OnDemand)]
    [InlineData("\"OnDemand\"", HistorySyncType.OnDemand)]
    [InlineData("0", HistorySyncType.InitialBootstrap)]
    [InlineData("8", HistorySyncType.MessageAccessStatus)]
    [InlineData("9", null)]
    [InlineData("\"NEW\"", null)]
    [InlineData("null", null)]
    [InlineData("{}", null)]
    public async Task Read_SyncType_NamesAndNumbers(string json, HistorySyncType? type)
    {
        Assert.Equal(type, Assert.Single(await Decode.JsonAsync($$$$$$"""{"messages":[],"syncType":{{{{{{json}}}}}}}""")).SyncType);
    }

    [Theory]
    [InlineData("0", EndOfHistory.MoreRemain)]
    [InlineData("\"COMPLETE_BUT_MORE_MESSAGES_REMAIN_ON_PRIMARY\"", EndOfHistory.MoreRemain)]
    [InlineData("\"COMPLETE_AND_NO_MORE_MESSAGE_REMAIN_ON_PRIMARY\"", EndOfHistory.Exhausted)]
    [InlineData("2", EndOfHistory.PhoneOnly)]
    [InlineData("\"3\"", EndOfHistory.NoAccess)]
    [InlineData("4", null)]
    [InlineData("null", null)]
    public async Task Read_EndOfHistory_AbsentIsNotZero(string json, EndOfHistory? end)
    {
        HistorySet set = Assert.Single(await Decode.JsonAsync($$$$$$"""{"chats":[{"id":"1@s.whatsapp.net","endOfHistoryTransferType":{{{{{{json}}}}}}},{"id":"2@s.whatsapp.net"}]}"""));

        Assert.Equal([end, null], set.Chats.Select(chat => chat.EndOfHistory));
    }

    [Theory]
    [InlineData("4", MessageStatus.Read)]
    [InlineData("\"4\"", MessageStatus.Read)]
    [InlineData("\"READ\"", MessageStatus.Read)]
    [InlineData("\"Read\"", MessageStatus.Read)]
    [InlineData("\"SERVER_ACK\"", MessageStatus.Server)]
    [InlineData("\"ServerAck\"", MessageStatus.Server)]
    [InlineData("0", MessageStatus.Error)]
    [InlineData("\"EDITED\"", null)]
    [InlineData("null", null)]
    [InlineData("\"\"", null)]
    [InlineData("99999999999999999999", null)]
    public async Task Read_Status_NamesAndNumbers(string json, MessageStatus? status)
    {
        Assert.Equal(status, Assert.Single(await Decode.JsonMessagesAsync($$$$$$"""[{"key":{"id":"A","fromMe":true},"status":{{{{{{json}}}}}}}]""")).Status);
    }

    [Theory]
    [InlineData("""a\nb\t\"\\\/\b\f\r""", "a\nb\t\"\\/\b\f\r")]
    [InlineData("""\u00e9\u4E2D""", "é中")]
    [InlineData("""\ud83d\udc4d""", "👍")]
    [InlineData("""\ud83d""", "\uFFFD")]
    [InlineData("""x\udc4d\ud83dy""", "x\uFFFD\uFFFDy")]
    [InlineData("""\ud83d\ud83d\udc4d""", "\uFFFD👍")]
    [InlineData("""a\u0000b""", "a\uFFFDb")]
    [InlineData("👍é", "👍é")]
    public async Task Read_Text_Unescaped(string json, string text)
    {
        HistoryMessage read = Assert.Single(await Decode.JsonMessagesAsync($$$"""[{"key":{"id":"A"},"message":{"conversation":"{{{json}}}"}}]"""));

        Assert.Equal(text, read.Content!.Body);
    }

    [Fact]
    public async Task Read_LongEscapedText_Whole()
    {
        string text = string.Concat(Enumerable.Repeat("\\n\\ud83dx", 2000));
        HistoryMessage read = Assert.Single(await Decode.JsonMessagesAsync($$$"""[{"key":{"id":"A"},"message":{"conversation":"{{{text}}}"}}]"""));

        Assert.Equal(string.Concat(Enumerable.Repeat("\n\uFFFDx", 2000)), read.Content!.Body);
    }

    [Fact]
    public async Task Read_ProtobufText_NulAndBrokenUtf8Replaced()
    {
        Wire.WebMessageInfo info = Decode.Text("A", "");
        info.Message = Wire.Message.Parser.ParseFrom([0x0A, 3, (byte)'a', 0, (byte)'b']);
        Assert.Equal("a\uFFFDb", (await Decode.ProtobufMessageAsync(info)).Content!.Body);
        info.Message = Wire.Message.Parser.ParseFrom([0x32, 3, 0x0A, 1, 0xFF]);
        Assert.Equal("\uFFFD", (await Decode.ProtobufMessageAsync(info)).Content!.Body);
    }

    [Fact]
    public async Task Read_EscapedName_Found()
    {
        Assert.Equal("A", Assert.Single(await Decode.JsonMessagesAsync("""[{"key":{"\u0069d":"A"}}]""")).Id);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("1", true)]
    [InlineData("\"true\"", true)]
    [InlineData("\"True\"", true)]
    [InlineData("\"t\"", true)]
    [InlineData("\"f\"", false)]
    [InlineData("false", false)]
    [InlineData("0", false)]
    [InlineData("\"\"", false)]
    [InlineData("{}", false)]
    [InlineData("{\"$numberInt\":\"1\"}", true)]
    [InlineData("{\"$numberLong\":\"0\"}", false)]
    [InlineData("null", false)]
    public async Task Read_Boolean_EveryForm(string json, bool value)
    {
        Assert.Equal(value, Assert.Single(await Decode.JsonMessagesAsync($$$"""[{"key":{"fromMe":{{{json}}},"id":"A"}}]""")).FromMe);
    }
}
