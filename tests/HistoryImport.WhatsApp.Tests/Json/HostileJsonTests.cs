using System.Text;

namespace HistoryImport.WhatsApp.Tests.Json;

public class HostileJsonTests
{
    const string Good = """{"key":{"remoteJid":"1@lid","id":"G"},"message":{"conversation":"g"}}""";

    static string Deep(int depth) => string.Concat(Enumerable.Repeat("{\"a\":[", depth)) + string.Concat(Enumerable.Repeat("]}", depth));

    public static TheoryData<string, string> BadElements() => new()
    {
        { $$$"""{"key":{"id":"X"},"message":{"conversation":"{{{new string('x', 9000)}}}"}}""", "MaxMessageBytes" },
        { $$$"""{"key":{"id":"X"},"message":{{{Deep(40)}}}}""", "MaxJsonDepth" },
        { $$$"""{"key":{"id":"X"},"message":{{{Deep(2000)}}}}""", "MaxMessageBytes" },
        { "5", "no object" },
        { "\"text\"", "no object" },
        { "null", "no object" },
        { "[]", "no object" },
        { """{"key":{"id":"X"},"message":{"conversation":tru}}""", "not valid JSON" },
        { """{"key":{"id":"X"} "message":{"conversation":"x"}}""", "not valid JSON" },
        { """{"key":{"id":"X"},,}""", "not valid JSON" },
        { """{"key":{"id":"X"},"messageTimestamp":NaN,"message":{"conversation":"x"}}""", "not valid JSON" },
        { """{"key":{"id":"X"},"message":{"conversation":"x"},"messageTimestamp":NaN}""", "not valid JSON" },
        { """{"key":{"id":"X"},"messageTimestamp":-Infinity,"message":{"conversation":"x"}}""", "not valid JSON" },
        { """{"key":{"id":"\u12"}}""", "not valid JSON" },
    };

    [Theory]
    [MemberData(nameof(BadElements))]
    public async Task Decode_BadElement_ProblemAndTheRest(string bad, string reason)
    {
        foreach (string json in new[] { $$$"""{"messages":[{{{Good}}},{{{bad}}},{{{Good}}}],"syncType":3}""", $"[{Good},{bad},{Good}]" })
        {
            List<HistorySet> parts = await Decode.JsonAsync(json, Decode.Small);

            Assert.Equal([("G", 0L), ("G", 2L)], Decode.Messages(parts).Select(m => (m.Id!, m.Position)));
            DecodeProblem problem = Assert.Single(Decode.Problems(parts));
            Assert.Equal((PositionUnit.Message, 1L), (problem.Unit, problem.Position));
            Assert.Contains(reason, problem.Reason, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"messages":[GOOD,{"key":{"id":"X"},"message":{"conv""")]
    [InlineData("""{"messages":[GOOD GOOD]}""")]
    [InlineData("""{"messages":[GOOD,,]}""")]
    [InlineData("""{"messages":[GOOD}""")]
    [InlineData("""{"messages":[GOOD]""")]
    [InlineData("""{"messages":[GOOD],"a" 5}""")]
    [InlineData("""{"messages":[GOOD],"a":}""")]
    [InlineData("""{"messages":[GOOD],"a":,"b":1}""")]
    [InlineData("""{"messages":[GOOD],5:1}""")]
    [InlineData("""{"messages":[GOOD],"syncType":x}""")]
    [InlineData("""{"messages":[GOOD],"a":[}]}""")]
    [InlineData("[GOOD,{]}]")]
    [InlineData("[GOOD")]
    [InlineData("[GOOD,")]
    [InlineData("[GOOD]]")]
    [InlineData("[GOOD]x")]
    [InlineData("[\nGOOD\nGOOD\n]")]
    public async Task Decode_BrokenDocument_WhatCameBeforeThenException(string json)
    {
        byte[] payload = Encoding.UTF8.GetBytes(json.Replace("GOOD", Good, StringComparison.Ordinal));

        (List<HistorySet> parts, HistoryFormatException? failure) = await Decode.TryAllAsync(payload, Decode.Small);

        Assert.Equal("G", Assert.Single(Decode.Messages(parts)).Id);
        Assert.InRange(failure!.Position, Good.Length, payload.Length);
        Assert.Contains(failure.Position.ToString(System.Globalization.CultureInfo.InvariantCulture), failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"key\":{\"id\":\"X\"")]
    [InlineData("{\"key\":{\"id\":\"X")]
    [InlineData("{\"key\":}")]
    [InlineData("{\"messages\":[")]
    [InlineData("garbage")]
    [InlineData("]")]
    [InlineData("5")]
    public async Task Decode_BadLine_ProblemAndTheNextLines(string bad)
    {
        foreach (string[] lines in new[] { new[] { Good, bad, Good }, [Good, Good, bad], [Good, bad, bad, Good], [Good, bad, "", Good] })
        {
            List<HistorySet> parts = await Decode.JsonAsync(string.Join('\n', lines), Decode.Small);

            Assert.Equal(2, Decode.Messages(parts).Count);
            Assert.InRange(Decode.Problems(parts).Count, 1, 2);
        }
    }

    [Theory]
    [InlineData("{\"key\":{\"id\":\"X\"")]
    [InlineData("{\"key\":{\"id\":\"X")]
    [InlineData("{\"key\":{\"id\":\"X\"},\"a\":}")]
    [InlineData("{\"messages\":[]]")]
    public async Task Decode_BadFirstLine_ProblemAndTheNextLines(string bad)
    {
        List<HistorySet> parts = await Decode.JsonAsync($"{bad}\n{Good}\n{Good}\n", Decode.Small);

        Assert.Equal(2, Decode.Messages(parts).Count);
        Assert.Single(Decode.Problems(parts));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"name":"package","version":"1.0.0"}""")]
    [InlineData("""{"data":{"x":1}}""")]
    public async Task Decode_NothingOfHistory_Exception(string json)
    {
        Assert.Contains("nothing in it is history", (await Decode.TryAllAsync(Encoding.UTF8.GetBytes(json))).Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decode_OneByteAtATime_TheSame()
    {
        string json = $$$"""{"x":{"deep":[1,2,{"y":"z\"\\"}]},"chats":[{"id":"1@lid","messages":[{"message":{{{Good}}}}]}],"messages":[{{{Good}}} , {{{Good}}}],"syncType":3}""" + "\n";
        byte[] payload = Encoding.UTF8.GetBytes(json + json);

        List<HistorySet> parts = await Decode.AllAsync(new DribbleStream(payload));

        Assert.Equal([0L, 1L, 2L, 3L], Decode.Messages(parts).Select(m => m.Position));
        Assert.Empty(Decode.Problems(parts));
    }

    [Fact]
    public async Task Decode_SmallParts_WithinTheBounds()
    {
        string json = "[" + string.Join(',', Enumerable.Repeat(Good, 95)) + "]";

        List<HistorySet> parts = await Decode.JsonAsync(json, Decode.Small);

        Assert.Equal(10, parts.Count);
        Assert.All(parts, part => Assert.InRange(part.Messages.Count, 1, 10));
        Assert.Equal(Enumerable.Range(0, 95).Select(i => (long)i), Decode.Messages(parts).Select(m => m.Position));
    }

    [Fact]
    public async Task Decode_TooManyProblems_GivesUpAndKeepsTheFirst()
    {
        HistoryDecoderOptions options = Decode.Small;
        options.MaxProblems = 25;

        (List<HistorySet> parts, HistoryFormatException? failure) = await Decode.TryAllAsync(
            Encoding.UTF8.GetBytes($"[{Good}," + string.Join(',', Enumerable.Repeat("5", 100)) + "]"), options);

        Assert.Single(Decode.Messages(parts));
        Assert.InRange(Decode.Problems(parts).Count, 25, 26);
        Assert.Contains("MaxProblems", failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decode_Failure_SaysNothingOfThePayload()
    {
        string[] payloads =
        [
            """[{"key":{"id":"SECRET"},"message":{"conversation":SECRET}}]""",
            """{"messages":[{"key":{"id":"SECRET"}}SECRET]}""",
            """{"SECRET":SECRET""",
        ];
        foreach (string payload in payloads)
        {
            (List<HistorySet> parts, HistoryFormatException? failure) = await Decode.TryAllAsync(Encoding.UTF8.GetBytes(payload));

            Assert.DoesNotContain("SECRET", failure?.ToString() ?? "", StringComparison.Ordinal);
            Assert.All(Decode.Problems(parts), problem => Assert.DoesNotContain("SECRET", problem.Reason, StringComparison.Ordinal));
        }
    }
}
