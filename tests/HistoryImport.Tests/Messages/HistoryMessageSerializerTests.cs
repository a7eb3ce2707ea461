using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace HistoryImport.Tests;

public class HistoryMessageSerializerTests
{
    static readonly HistoryMessage Full = new()
    {
        RemoteJid = "123@lid",
        RemoteJidAlt = "5511987654321@s.whatsapp.net",
        ConversationId = "123:4@lid",
        FromMe = true,
        Id = "3EB0",
        WireId = new MessageWireId("wamid.A", IsLive: true),
        Participant = "456@lid",
        ParticipantAlt = "4915112345678@c.us",
        ReceiptJid = "789@lid",
        DestinationJid = "321@lid",
        IsEdited = true,
        EditedAtMs = 1_700_000_000_456,
        Timestamp = 1_700_000_000,
        Status = MessageStatus.Read,
        PushName = "Ana <\"'\0\u2028👍",
        Content = new MessageContent
        {
            Kind = MessageKind.Document,
            Body = "secret words",
            Raw = new byte[] { 0, 1, 254, 255 },
            Media = new MediaDescriptor
            {
                Id = "700000000000001",
                MimeType = "application/pdf",
                FileName = "a.pdf",
                Size = long.MaxValue,
                Sha256 = [1, 2],
                EncryptedSha256 = [3, 4],
                Key = [5, 6],
                Url = "https://example.org/a?b=c&d=e",
                DirectPath = "/v/a",
                Seconds = 7,
                Width = 640,
                Height = 480,
            },
        },
        Amendment = new MessageAmendment
        {
            Kind = AmendmentKind.Reaction,
            TargetId = "3EB1",
            TargetFromMe = true,
            TargetParticipant = "9@lid",
            Text = "❤",
            TimestampMs = 1_700_000_000_123,
            Status = MessageStatus.Played,
        },
        IsRevoked = true,
        Reactions = [new HistoryReaction { FromMe = true, Participant = "1@lid", Emoji = "👍", TimestampMs = -1 }, new HistoryReaction { Emoji = "" }],
        Noise = "protocol",
        Position = 42,
    };

    [Fact]
    public void Full_Sample_SetsEveryField()
    {
        // A new field needs a place in the sample above, or nobody would notice that it is not kept.
        AssertAllSet(Full);
        AssertAllSet(Full.Content!);
        AssertAllSet(Full.Content!.Media!);
        AssertAllSet(Full.Amendment!);
        AssertAllSet(Full.Reactions[0]);
    }

    [Fact]
    public void Deserialize_EveryField_ComesBack() => AssertRoundTrip(Full);

    [Fact]
    public void Deserialize_NothingSet_ComesBack() => AssertRoundTrip(new HistoryMessage());

    [Fact]
    public void Deserialize_ZerosThatAreNotAbsent_ComeBack() => AssertRoundTrip(new HistoryMessage
    {
        Timestamp = 0,
        Status = MessageStatus.Error,
        Id = "",
        PushName = "",
        Content = new MessageContent { Kind = MessageKind.Unsupported, Media = new MediaDescriptor { Size = 0, Seconds = 0, Width = 0, Height = 0, Key = [], Url = "" } },
        Amendment = new MessageAmendment { Kind = AmendmentKind.Edit, TimestampMs = 0 },
        Reactions = [new HistoryReaction { TimestampMs = 0 }],
    });

    [Fact]
    public void Deserialize_AnyTexts_ComeBack() => PropertyCheck.That(
        from texts in Texts.WellFormed.ArrayOf(6)
        from raw in Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf()
        from time in Gen.Elements<long?>(null, 0, -1, long.MinValue, long.MaxValue)
        select Full with
        {
            Id = texts[0],
            PushName = texts[1],
            Timestamp = time,
            Content = Full.Content! with { Body = texts[2], Raw = raw },
            Amendment = Full.Amendment! with { Text = texts[3] },
            Reactions = [new HistoryReaction { Emoji = texts[4], Participant = texts[5], TimestampMs = time }],
        },
        message => Shape.Of(message) == Shape.Of(HistoryMessageSerializer.Deserialize(HistoryMessageSerializer.Serialize(message))));

    [Fact]
    public void Deserialize_FieldsAnOlderVersionDidNotWrite_HaveTheirDefaults()
    {
        HistoryMessage message = HistoryMessageSerializer.Deserialize("""{"Content":{},"Amendment":{}}"""u8);

        Assert.Equal(Shape.Of(new HistoryMessage { Content = new(), Amendment = new() }), Shape.Of(message));
        Assert.Equal(Shape.Of(new HistoryReaction()), Shape.Of(HistoryMessageSerializer.Deserialize("""{"Reactions":[{}]}"""u8).Reactions.Single()));
    }

    [Fact]
    public void Deserialize_FieldsOfANewerVersion_AreIgnored() =>
        Assert.Equal("3EB0", HistoryMessageSerializer.Deserialize("""{"Id":"3EB0","Novelty":{"a":[1]}}"""u8).Id);

    [Fact]
    public void Serialize_Form_IsStable() => Assert.Equal(
        """{"RemoteJid":"123@lid","FromMe":true,"Id":"3EB0","Timestamp":5,"Status":0,"Content":{"Kind":1,"Body":"a","Raw":"AQI="},"Reactions":[]}""",
        Encoding.UTF8.GetString(HistoryMessageSerializer.Serialize(new HistoryMessage
        {
            RemoteJid = "123@lid",
            FromMe = true,
            Id = "3EB0",
            Timestamp = 5,
            Status = MessageStatus.Error,
            Content = new MessageContent { Kind = MessageKind.Text, Body = "a", Raw = new byte[] { 1, 2 } },
        })));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("secret words")]
    [InlineData("\"secret words\"")]
    [InlineData("{\"Id\":\"secret words")]
    [InlineData("{\"Id\":{\"secret words\":1}}")]
    [InlineData("{\"Timestamp\":\"secret words\"}")]
    [InlineData("{\"Timestamp\":1e400}")]
    [InlineData("{\"Status\":\"secret words\"}")]
    [InlineData("{\"Content\":{\"Raw\":\"secret words\"}}")]
    [InlineData("{\"Content\":{\"Media\":{\"Key\":\"secret words\"}}}")]
    [InlineData("{} secret words")]
    [InlineData("{\"Id\":\"\\ud800 secret words\"}")]
    public void Deserialize_BadBytes_ThrowsWithoutPayloadText(string text) => AssertRefused(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Deserialize_InvalidUtf8_ThrowsWithoutPayloadText() => AssertRefused([.. "{\"Id\":\"secret words "u8, 0xff, 0xc0, .. "\"}"u8]);

    [Fact]
    public void Deserialize_Truncated_ThrowsWithoutPayloadText()
    {
        byte[] bytes = HistoryMessageSerializer.Serialize(Full);
        for (int length = 0; length < bytes.Length; length++)
        {
            AssertRefused(bytes[..length]);
        }
    }

    [Fact]
    public void Deserialize_DeepNesting_Throws() =>
        AssertRefused(Encoding.UTF8.GetBytes("{\"X\":" + new string('[', 100_000) + new string(']', 100_000) + "}"));

    [Fact]
    public void Deserialize_DamagedByte_GivesAMessageOrAFormatException() => PropertyCheck.That(
        from at in Gen.Choose(0, HistoryMessageSerializer.Serialize(Full).Length - 1)
        from value in Gen.Choose(0, 255)
        select (at, value: (byte)value),
        damage =>
        {
            byte[] bytes = HistoryMessageSerializer.Serialize(Full);
            bytes[damage.at] = damage.value;
            try
            {
                HistoryMessage message = HistoryMessageSerializer.Deserialize(bytes);
                return message.Reactions is not null && message.Content is null or { Body: not null } && message.Amendment is null or { Text: not null };
            }
            catch (FormatException error)
            {
                return !error.ToString().Contains("secret", StringComparison.Ordinal);
            }
        },
        runs: 20_000);

    [Fact]
    public void Serialize_Null_Throws() => Assert.Throws<ArgumentNullException>(() => HistoryMessageSerializer.Serialize(null!));

    static void AssertRoundTrip(HistoryMessage message) =>
        Assert.Equal(Shape.Of(message), Shape.Of(HistoryMessageSerializer.Deserialize(HistoryMessageSerializer.Serialize(message))));

    static void AssertRefused(byte[] bytes)
    {
        var error = Assert.Throws<FormatException>(() => HistoryMessageSerializer.Deserialize(bytes));
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    static void AssertAllSet<T>(T value)
        where T : new()
    {
        var unset = new T();
        Assert.All(Shape.Properties(typeof(T)), property => Assert.NotEqual(Shape.Of(property.GetValue(unset)), Shape.Of(property.GetValue(value))));
    }

    [Fact]
    public void SerializeWaiting_WhereItStood_MakesNoOtherFingerprint()
    {
        byte[] first = new byte[HistoryMessageSerializer.FingerprintLength], second = new byte[HistoryMessageSerializer.FingerprintLength];
        byte[] bytes = HistoryMessageSerializer.SerializeWaiting(Full, first);
        HistoryMessageSerializer.SerializeWaiting(Full with { Position = 7, Reactions = [.. Full.Reactions] }, second);

        Assert.Equal(first, second);
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(bytes), first);
        Assert.Equal(Shape.Of(Full with { Position = 0 }), Shape.Of(HistoryMessageSerializer.Deserialize(bytes)));

        HistoryMessageSerializer.SerializeWaiting(Full with { Timestamp = 1 }, second);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void SerializeWaiting_FingerprintOfWrongLength_Throws() =>
        Assert.Throws<ArgumentException>(() => HistoryMessageSerializer.SerializeWaiting(Full, new byte[31]));
}
