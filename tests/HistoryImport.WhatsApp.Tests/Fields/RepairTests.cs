using System.Text;
using Google.Protobuf;
using HistoryImport.WhatsApp.Wire;

namespace HistoryImport.WhatsApp.Tests.Fields;

/// <summary>What cannot be kept as it was sent is kept otherwise, and said.</summary>
public class RepairTests
{
    const string Good = """{"key":{"id":"G"},"messageTimestamp":1700000000,"message":{"conversation":"g"}}""";

    [Theory]
    [InlineData("\"abc\"")]
    [InlineData("\"\"")]
    [InlineData("\"1700000000n\"")]
    [InlineData("\"NaN\"")]
    [InlineData("\"2023-99-99T00:00:00Z\"")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[1700000000]")]
    [InlineData("true")]
    [InlineData("1e400")]
    [InlineData("9223372036854775807")]
    [InlineData("18446744073709551615")]
    [InlineData("""{"low":-1,"high":-1,"unsigned":true}""")]
    public async Task Decode_TimeThatIsNone_KeepsTheMessageAndSaysSo(string time)
    {
        List<HistorySet> parts = await Decode.JsonAsync($$$"""[{{{Good}}},{"key":{"id":"A"},"messageTimestamp":{{{time}}},"message":{"conversation":"a"}},{{{Good}}}]""");

        Assert.Equal([("G", 1700000000L), ("A", null), ("G", 1700000000L)], Decode.Messages(parts).Select(message => (message.Id!, message.Timestamp)));
        AssertKept(parts, 1, "A time in it cannot be read");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("0")]
    [InlineData("\"0\"")]
    [InlineData("-5")]
    [InlineData("""{"low":0,"high":0,"unsigned":true}""")]
    [InlineData("""{"low":-1,"high":-1,"unsigned":false}""")]
    [InlineData("\"1960-01-01T00:00:00Z\"")]
    public async Task Decode_NoTime_IsNoProblem(string time)
    {
        List<HistorySet> parts = await Decode.JsonAsync($$$"""[{"key":{"id":"A"},"messageTimestamp":{{{time}}},"message":{"conversation":"a"}},{"key":{"id":"B"}}]""");

        Assert.All(Decode.Messages(parts), message => Assert.Null(message.Timestamp));
        Assert.Empty(Decode.Problems(parts));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1_700_000_000, false)]
    [InlineData(ulong.MaxValue, true)]
    [InlineData(long.MaxValue, true)]
    public async Task Decode_TimeOfProtobuf_IsAProblemIfItIsNone(ulong time, bool isNone)
    {
        WebMessageInfo message = Decode.Text("A", "a");
        message.MessageTimestamp = time;

        List<HistorySet> parts = await Decode.ProtobufAsync(Decode.SetOf(Decode.Text("G", "g"), message));

        Assert.Equal(["G", "A"], Decode.Messages(parts).Select(one => one.Id));
        Assert.Equal(isNone ? [1L] : [], Decode.Problems(parts).Select(problem => problem.Position));
    }

    [Fact]
    public async Task Decode_TimeOfReactionThatIsNone_IsAProblem() => AssertKept(
        await Decode.JsonAsync("""[{"key":{"id":"A"},"message":{"reactionMessage":{"text":"x","senderTimestampMs":"soon"}}}]"""), 0, "A time in it");

    [Theory]
    [InlineData("a\\u0000b", "a\uFFFDb")]
    [InlineData("\\uD800 \\uDC00\\uD83D", "\uFFFD \uFFFD\uFFFD")]
    public async Task Decode_JsonTextNobodyStores_KeepsTheMessageAndSaysSo(string escaped, string text)
    {
        List<HistorySet> parts = await Decode.JsonAsync($$$"""[{{{Good}}},{"key":{"id":"A"},"message":{"conversation":"{{{escaped}}}"}}]""");

        Assert.Equal(["g", text], Decode.Messages(parts).Select(message => message.Content!.Body));
        AssertKept(parts, 1, "A text in it held NUL, half a surrogate pair");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\\n")]
    public async Task Decode_JsonTextThatIsNoUtf8_KeepsTheMessageAndSaysSo(string beside)
    {
        byte[] json = Encoding.UTF8.GetBytes($$$"""[{"key":{"id":"A"},"message":{"conversation":"x{{{beside}}}"}}]""");
        json[Array.IndexOf(json, (byte)'x')] = 0xFF;

        AssertKept(await Decode.AllAsync(json), 0, "A text in it");
    }

    [Theory]
    [InlineData("a\0b", true)]
    [InlineData("?\uFFFD", true)]
    [InlineData("\uFFFD", false)]
    [InlineData("👍", false)]
    public async Task Decode_ProtobufText_IsAProblemIfNobodyStoresIt(string text, bool isMended)
    {
        byte[] payload = Decode.SetOf(Decode.Text("A", text)).ToByteArray();
        payload.AsSpan().Replace((byte)'?', (byte)0xFF);

        List<HistorySet> parts = await Decode.AllAsync(payload);

        Assert.Equal(text.Replace('\0', '\uFFFD').Replace('?', '\uFFFD'), Assert.Single(Decode.Messages(parts)).Content!.Body);
        Assert.Equal(isMended ? 1 : 0, Decode.Problems(parts).Count(problem => problem.IsKept));
    }

    [Theory]
    [InlineData("\uFFFD👍")]
    [InlineData("\uFFFD\\n\\uD83D\\uDC4D\\uFFFD")]
    public async Task Decode_JsonTextSentWithAReplacementCharacter_IsNoProblem(string text) =>
        Assert.Empty(Decode.Problems(await Decode.JsonAsync($$$"""[{"key":{"id":"A"},"message":{"conversation":"{{{text}}}"}}]""")));

    [Fact]
    public async Task Decode_NamesNobodyStores_AreProblems()
    {
        List<HistorySet> fromJson = await Decode.JsonAsync("""{"contacts":[{"id":"1@c.us","name":"\u0000"}],"conversations":[{"id":"1@c.us","name":"\uD800"}]}""");
        List<HistorySet> fromProtobuf = await Decode.ProtobufAsync(new HistorySync
        {
            Pushnames = { new Pushname { Id = "1@c.us", Pushname_ = "\0" } },
            Conversations = { new Conversation { Id = "1@c.us", Name = "\0" } },
        });

        Assert.Equal(2, Decode.Problems(fromJson).Count(problem => problem.IsKept));
        Assert.Equal(2, Decode.Problems(fromProtobuf).Count(problem => problem.IsKept));
    }

    [Theory]
    [InlineData("""{"chats":[{"messages":[BAD],"id":"1@c.us"}],"contacts":[]}""")]
    [InlineData("""{"conversations":[{"messages":[BAD],"id":"1@c.us"}]}""")]
    [InlineData("""{"chats":[{"id":"1@c.us","messages":[BAD]}],"messages":[BAD]}""")]
    [InlineData("{\"messages\":[BAD]}")]
    [InlineData("BAD")]
    public async Task Decode_WhereverTheMessageStands_SaysItOnce(string json)
    {
        List<HistorySet> parts = await Decode.JsonAsync(json.Replace("BAD", """{"key":{"remoteJid":"1@c.us","id":"A"},"message":{"conversation":"\u0000"},"messageTimestamp":"soon"}""", StringComparison.Ordinal));

        Assert.Single(Decode.Messages(parts));
        AssertKept(parts, 0, "and a time cannot be read");
    }

    [Fact]
    public async Task Decode_MoreRepairsThanProblemsAllowed_GoesOn()
    {
        HistoryDecoderOptions options = Decode.Small;
        options.MaxProblems = 1;
        string bad = """{"key":{"id":"A"},"message":{"conversation":"\u0000"}}""";

        List<HistorySet> parts = await Decode.JsonAsync($"[{string.Join(',', Enumerable.Repeat(bad, 50))}]", options);

        Assert.Equal((50, 50), (Decode.Messages(parts).Count, Decode.Problems(parts).Count));
        Assert.All(parts, part => Assert.InRange(part.Problems.Count, 0, options.PartSize));
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(2, 1)]
    public async Task Decode_MorePropertiesThanAllowed_SaysSoOnceAndReadsOn(int allowed, int problems)
    {
        List<HistorySet> parts = await Decode.JsonAsync(
            $$$"""{"a":1,"b":2,"messages":[{{{Good}}}]}""", new HistoryDecoderOptions { MaxJsonProperties = allowed });

        Assert.Single(Decode.Messages(parts));
        Assert.Equal(problems, Decode.Problems(parts).Count(problem => problem.IsKept && problem.Reason.Contains($"MaxJsonProperties ({allowed})", StringComparison.Ordinal)));
    }

    static void AssertKept(List<HistorySet> parts, long position, string reason)
    {
        DecodeProblem problem = Assert.Single(Decode.Problems(parts));
        Assert.True(problem.IsKept);
        Assert.Equal(position, problem.Position);
        Assert.Contains(reason, problem.Reason, StringComparison.Ordinal);
    }
}
