using System.ComponentModel;
using System.Globalization;

namespace HistoryImport.Tests.Surface;

/// <summary>What binds from a route or from configuration.</summary>
public sealed class ParsableTests
{
    const string Number = "5511987654321@s.whatsapp.net";

    static readonly MessageDigest _digest = MessageDigest.FromBytes([.. Enumerable.Range(1, MessageDigest.Length).Select(i => (byte)i)]);

    [Fact]
    public void Parse_TextOfEachType_ComesBack()
    {
        ContentVersion version = ContentVersion.Of(new MessageContent { Kind = MessageKind.Text, Body = "Olá" });

        Assert.Equal(Jid.Parse(Number), Parsed<Jid>("5511987654321:3@c.us"));
        Assert.Equal(version, Parsed<ContentVersion>(version.ToString()));
        Assert.Equal(_digest, Parsed<MessageDigest>(_digest.ToString()));
    }

    [Fact]
    public void Parse_Wrong_ThrowsAndTryParseGivesTheDefault()
    {
        AssertWrong<Jid>("5511987654321");
        AssertWrong<ContentVersion>("00");
        AssertWrong<ContentVersion>(new string('x', 2 * ContentVersion.Length));
        AssertWrong<MessageDigest>("00");
        AssertWrong<MessageDigest>(new string('x', _digest.ToString().Length));
    }

    [Fact]
    public void ConvertFrom_Text_IsAJid()
    {
        TypeConverter converter = TypeDescriptor.GetConverter(typeof(Jid));

        Assert.True(converter.CanConvertFrom(typeof(string)));
        Assert.False(converter.CanConvertFrom(typeof(int)));
        Assert.Equal(Jid.Parse(Number), converter.ConvertFrom("5511987654321@c.us"));
        Assert.Equal(default(Jid), converter.ConvertFrom(""));
        Assert.Throws<NotSupportedException>(() => converter.ConvertFrom(7));
    }


    static T Parsed<T>(string text)
        where T : IParsable<T>
    {
        Assert.True(T.TryParse(text, CultureInfo.InvariantCulture, out T? tried));
        T parsed = T.Parse(text, CultureInfo.InvariantCulture);
        Assert.Equal(parsed, tried);
        return parsed;
    }

    static void AssertWrong<T>(string text)
        where T : struct, IParsable<T>
    {
        Assert.False(T.TryParse(text, CultureInfo.InvariantCulture, out T tried));
        Assert.Equal(default, tried);
        Assert.Throws<FormatException>(() => T.Parse(text, CultureInfo.InvariantCulture));
    }
}
