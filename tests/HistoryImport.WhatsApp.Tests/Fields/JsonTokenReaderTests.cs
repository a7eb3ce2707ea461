using System.Text;
using System.Text.Json;
using Xunit;

namespace HistoryImport.WhatsApp.Tests.Fields;

public class JsonTokenReaderTests
{
    const int MaxDepth = 70;

    // Which token a fault is found in is nobody's business.
    const string Fault = "fault";

    static readonly string[] _texts =
    [
        """{"a":1,"b":[true,false,null,"x\n\u00e9\"","",{}],"c":{"d":[]}}""",
        """ { "name" : "a text that is longer than one vector of bytes, and \\ escaped" , "n" : [ -0 , 1.5e+10 , 2E-3 , 0.0 ] } """,
        """[0,255,1000,12,7,[1,2,[3,44,555]],{"0":1,"1":22}]""",
        """{"thumbnail":{"type":"Buffer","data":[1,22,255,0,9]},"é":"ü"}""",
        new string('[', MaxDepth) + new string(']', MaxDepth),
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_OneByteChanged_AgreesWithTheFramework(bool isWhole)
    {
        byte[] marks = " \t\n\r\0\u001f\"\\{}[],:-+.eEu0159tfnx"u8.ToArray();
        foreach (byte[] text in _texts.Select(Encoding.UTF8.GetBytes))
        {
            for (int at = 0; at < text.Length; at++)
            {
                byte sound = text[at];
                foreach (byte mark in marks)
                {
                    text[at] = mark;
                    Assert.Equal(ByFramework(text, isWhole), ByOwn(text, isWhole));
                }

                text[at] = sound;
                Assert.Equal(ByFramework(text.AsSpan(0, at), isWhole), ByOwn(text.AsSpan(0, at), isWhole));
            }
        }
    }

    [Fact]
    public void Read_DeeperThanAllowed_Throws()
    {
        byte[] text = Encoding.UTF8.GetBytes(new string('[', MaxDepth + 1) + new string(']', MaxDepth + 1));

        Assert.Equal(Fault, ByOwn(text, isWhole: true));
    }

    [Fact]
    public void Skip_OneByteChanged_FaultsWhereReadingFaults()
    {
        foreach (byte[] text in _texts.Select(Encoding.UTF8.GetBytes))
        {
            for (int at = 1; at < text.Length; at++)
            {
                byte sound = text[at];
                foreach (byte mark in ",]}0\"e-"u8)
                {
                    text[at] = mark;
                    Assert.Equal(ByOwn(text, isWhole: true) == Fault, IsSkippedWithFault(text));
                }

                text[at] = sound;
            }
        }
    }

    static string ByFramework(ReadOnlySpan<byte> text, bool isWhole)
    {
        var tokens = new StringBuilder();
        var json = new Utf8JsonReader(text, isWhole, new JsonReaderState(new JsonReaderOptions { MaxDepth = MaxDepth }));
        try
        {
            do
            {
                if (!json.Read())
                {
                    return tokens.Append("broken off").ToString();
                }

                tokens.Append(json.TokenType).Append(' ').Append(json.TokenStartIndex).Append(' ');
                Append(tokens, json.TokenType, json.ValueSpan, json.ValueIsEscaped);
            }
            while (json.CurrentDepth > 0 || json.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject);
        }
        catch (JsonException)
        {
            return Fault;
        }

        return tokens.Append(json.BytesConsumed).ToString();
    }

    static string ByOwn(ReadOnlySpan<byte> text, bool isWhole)
    {
        var tokens = new StringBuilder();
        var json = new JsonTokenReader(text, MaxDepth, isWhole);
        try
        {
            do
            {
                if (!json.Read())
                {
                    return tokens.Append("broken off").ToString();
                }

                tokens.Append(json.TokenType).Append(' ').Append(json.TokenStart).Append(' ');
                Append(tokens, json.TokenType, json.ValueSpan, json.ValueIsEscaped);
            }
            while (json.Depth > 0);
        }
        catch (JsonException)
        {
            return Fault;
        }

        return tokens.Append(json.Position).ToString();
    }

    static void Append(StringBuilder tokens, JsonTokenType type, ReadOnlySpan<byte> value, bool isEscaped)
    {
        if (type is JsonTokenType.PropertyName or JsonTokenType.String or JsonTokenType.Number)
        {
            tokens.Append(Convert.ToHexString(value)).Append(isEscaped && type != JsonTokenType.Number ? '\\' : ' ');
        }
    }

    static bool IsSkippedWithFault(byte[] text)
    {
        try
        {
            var json = new JsonTokenReader(text, MaxDepth, isWhole: true);
            json.Read();
            json.Skip();
            return false;
        }
        catch (JsonException)
        {
            return true;
        }
    }
}
