using System.Text;
using System.Text.Json;
using Xunit;

namespace HistoryImport.WhatsApp.Tests.Tokens;

public sealed class JsonTokensTests
{
    const int Depth = 200;

    static readonly string _deep = $$"""{{new string('[', 150)}}{"a":{{new string('[', 40)}}1,{}{{new string(']', 40)}},"b":2}{{new string(']', 150)}}""";

    [Theory]
    [InlineData("{}")]
    [InlineData(" \r\n\t[ ] ")]
    [InlineData("""{"a":1,"b":[true,false,null,"c",{"d":{}}],"e":"f"}""")]
    [InlineData("""{ "a" : 1 , "b" : [ ] }""")]
    [InlineData("[0,-0,0.5,-2.5e+10,1E5,7e-1,123456789012345678901234567890]")]
    [InlineData("[01]")]
    [InlineData("[-]")]
    [InlineData("[1.]")]
    [InlineData("[.5]")]
    [InlineData("[+1]")]
    [InlineData("[1e]")]
    [InlineData("[1x]")]
    [InlineData("[1/2]")]
    [InlineData("12")]
    [InlineData("\"alone\"")]
    [InlineData("tru")]
    [InlineData("trux")]
    [InlineData("[nul]")]
    [InlineData("""["\"\\\/\b\f\n\r\t\u00e9\uD83D"]""")]
    [InlineData("""["\x"]""")]
    [InlineData("""["\u12g4"]""")]
    [InlineData("[\"a\u0001\"]")]
    [InlineData("[\"sixteen letters and more, and then a line\nbreak\"]")]
    [InlineData("""{"a":1,}""")]
    [InlineData("[1,]")]
    [InlineData("[,1]")]
    [InlineData("""{"a"}""")]
    [InlineData("""{a:1}""")]
    [InlineData("""{"a":1 "b":2}""")]
    [InlineData("[1 2]")]
    [InlineData("[1}")]
    [InlineData("{]")]
    [InlineData("{}{}")]
    [InlineData("")]
    public void Read_AnyText_TellsWhatTheFrameworksReaderTells(string text)
    {
        byte[] whole = Encoding.UTF8.GetBytes(text);
        for (int length = 0; length <= whole.Length; length++)
        {
            AssertSame(whole[..length], isWhole: true, Depth);
            AssertSame(whole[..length], isWhole: false, Depth);
        }
    }

    [Theory]
    [InlineData(Depth)]
    [InlineData(191)]
    [InlineData(190)]
    [InlineData(64)]
    public void Read_DeepText_TellsWhatTheFrameworksReaderTells(int maxDepth) => AssertSame(Encoding.UTF8.GetBytes(_deep), isWhole: true, maxDepth);

    [Fact]
    public void Read_BrokenTexts_TellsWhatTheFrameworksReaderTells()
    {
        const int Texts = 20_000;
        byte[] letters = Encoding.UTF8.GetBytes("{}[]\",:\\/u0123456789abcdefE+-. \t\r\ntruefalsn\u0001é");
        var random = new Random(15);
        for (int i = 0; i < Texts; i++)
        {
            List<byte> text = [.. Encoding.UTF8.GetBytes(i % 20 == 0 ? _deep : """{"key":{"id":"3EB0\u0041 and some more letters"},"t":[1.5e3,-7,0],"x":[true,null,{"y":false}]}""")];
            for (int edits = random.Next(4); edits > 0; edits--)
            {
                text.Insert(random.Next(text.Count), letters[random.Next(letters.Length)]);
                text.RemoveAt(random.Next(text.Count));
            }

            byte[] broken = [.. text.Take(random.Next(2) == 0 ? text.Count : random.Next(text.Count))];
            AssertSame(broken, isWhole: random.Next(2) == 0, random.Next(4) == 0 ? 3 : Depth);
        }
    }

    static void AssertSame(byte[] text, bool isWhole, int maxDepth)
    {
        string framework = OfFramework(text, isWhole, maxDepth);
        string tokens = OfTokens(text, isWhole, maxDepth);
        Assert.True(framework == tokens, $"{Encoding.Latin1.GetString(text)}\n{framework}\n{tokens}");
    }

    // Passes over every fifth value.
    static string OfFramework(byte[] text, bool isWhole, int maxDepth)
    {
        var told = new StringBuilder();
        var json = new Utf8JsonReader(text, isWhole, new JsonReaderState(new JsonReaderOptions { MaxDepth = maxDepth, AllowTrailingCommas = true }));
        try
        {
            for (int i = 0; json.Read(); i++)
            {
                bool isSkipped = json.TokenType is not JsonTokenType.PropertyName && i % 5 == 0;
                Tell(told, json.TokenType, (int)json.TokenStartIndex, IsValued(json.TokenType) ? json.ValueSpan : default, json.ValueIsEscaped);
                if (isSkipped && !json.TrySkip())
                {
                    break;
                }

                told.Append(json.BytesConsumed).Append(';');
            }
        }
        catch (JsonException fault)
        {
            told.Append($"fault at {fault.LineNumber}:{fault.BytePositionInLine}");
        }

        return told.ToString();
    }

    static string OfTokens(byte[] text, bool isWhole, int maxDepth)
    {
        var told = new StringBuilder();
        var json = new JsonTokens(text, isWhole, maxDepth);
        try
        {
            for (int i = 0; json.Read(); i++)
            {
                bool isSkipped = json.TokenType is not JsonTokenType.PropertyName && i % 5 == 0;
                Tell(told, json.TokenType, json.Start, IsValued(json.TokenType) ? json.ValueSpan : default, json.ValueIsEscaped);
                if (isSkipped && !json.TrySkip())
                {
                    break;
                }

                told.Append(json.Consumed).Append(';');
            }
        }
        catch (JsonException fault)
        {
            told.Append($"fault at {fault.LineNumber}:{fault.BytePositionInLine}");
        }

        return told.ToString();
    }

    static bool IsValued(JsonTokenType type) => type is JsonTokenType.String or JsonTokenType.PropertyName or JsonTokenType.Number;

    static void Tell(StringBuilder told, JsonTokenType type, int start, ReadOnlySpan<byte> value, bool isEscaped) =>
        told.Append($"{type} at {start} {Encoding.Latin1.GetString(value)} {isEscaped} ");
}
