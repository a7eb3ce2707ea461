namespace HistoryImport.Tests;

public class MessageDigestTests
{
    static readonly MessageContent Content = new() { Kind = MessageKind.Text, Body = "b", Raw = new byte[] { 1 } };

    static readonly MessageUpsert Full = new()
    {
        Key = new MessageKey(Jid.Parse("120363000000000001@g.us"), Jid.Parse("5511900000001@s.whatsapp.net"), false, "ID"),
        Content = Content,
        Version = ContentVersion.Of(Content),
        Timestamp = 1_700_000_000,
        Status = MessageStatus.Read,
        PushName = "José 👍",
        WireChat = "120363000000000001@g.us",
    };

    static readonly Dictionary<string, Func<MessageUpsert, MessageUpsert>> Changes = new()
    {
        ["Key.Id"] = item => item with { Key = item.Key with { Id = "IE" } },
        ["Key.Sender"] = item => item with { Key = item.Key with { Sender = default } },
        ["Key.FromMe"] = item => item with { Key = item.Key with { FromMe = true } },
        ["Version"] = item => item with { Version = default },
        ["Timestamp"] = item => item with { Timestamp = 1_700_000_001 },
        ["Status"] = item => item with { Status = MessageStatus.Played },
        ["PushName"] = item => item with { PushName = "José" },
        ["IsRevoked"] = item => item with { IsRevoked = true },
        ["WireChat"] = item => item with { WireChat = "1@lid" },
        ["WireId"] = item => item with { WireId = new MessageWireId("wamid.A", IsLive: false) },
        ["MediaId"] = item => item with { MediaId = "1" },
    };

    // What is no part of it, and why: the chat is asked for by itself, and items with the others are always written.
    static readonly Dictionary<string, Func<MessageUpsert, MessageUpsert>> Others = new()
    {
        ["Key.Chat"] = item => item with { Key = item.Key with { Chat = Jid.Parse("1@lid") } },
        ["Content"] = item => item with { Content = Content with { Raw = new byte[] { 2 } } },
        ["Edit"] = item => item with { Edit = new MessageEdit(1, "E", "e") },
        ["Reactions"] = item => item with { Reactions = [new MessageReaction(true, default, "👍", 1)] },
        ["MatchesEitherDirection"] = item => item with { MatchesEitherDirection = true },
        ["IsFollowUp"] = item => item with { IsFollowUp = true },
    };

    public static TheoryData<string> ChangedFields => [.. Changes.Keys];

    public static TheoryData<string> OtherFields => [.. Others.Keys];

    [Theory]
    [MemberData(nameof(ChangedFields))]
    public void Of_AnotherField_Differs(string field) => Assert.NotEqual(MessageDigest.Of(Full), MessageDigest.Of(Changes[field](Full)));

    [Theory]
    [MemberData(nameof(OtherFields))]
    public void Of_WhatIsNoPartOfIt_IsTheSame(string field) => Assert.Equal(MessageDigest.Of(Full), MessageDigest.Of(Others[field](Full)));

    [Fact]
    public void Of_Fields_AreAllTested()
    {
        IEnumerable<string> fields = Shape.Properties(typeof(MessageUpsert)).Select(property => property.Name).Except(["Key"])
            .Concat(Shape.Properties(typeof(MessageKey)).Select(property => $"Key.{property.Name}"));

        Assert.Equal(fields.Order(StringComparer.Ordinal), Changes.Keys.Concat(Others.Keys).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Of_WireIdOfAnotherKind_Differs()
    {
        MessageDigest history = MessageDigest.Of(Full with { WireId = new MessageWireId("wamid.A", IsLive: false) });

        Assert.NotEqual(history, MessageDigest.Of(Full with { WireId = new MessageWireId("wamid.A", IsLive: true) }));
        Assert.NotEqual(history, MessageDigest.Of(Full with { MediaId = "wamid.A" }));
    }

    [Fact]
    public void Of_AbsentField_DiffersFromEmptyOrZero()
    {
        Assert.NotEqual(MessageDigest.Of(Full with { PushName = null }), MessageDigest.Of(Full with { PushName = "" }));
        Assert.NotEqual(MessageDigest.Of(Full with { WireChat = null }), MessageDigest.Of(Full with { WireChat = "" }));
        Assert.NotEqual(MessageDigest.Of(Full with { Timestamp = null }), MessageDigest.Of(Full with { Timestamp = 0 }));
        Assert.NotEqual(MessageDigest.Of(Full with { Status = null }), MessageDigest.Of(Full with { Status = MessageStatus.Error }));
    }

    [Fact]
    public void Of_TextMovedToTheNextField_Differs() =>
        Assert.NotEqual(MessageDigest.Of(Full with { PushName = "ab", WireChat = "c" }), MessageDigest.Of(Full with { PushName = "a", WireChat = "bc" }));

    [Fact]
    public void Of_TextOfTheGreatestSize_HasRoom() =>
        Assert.NotEqual(MessageDigest.Of(Full with { PushName = new string('日', 350_000) }), MessageDigest.Of(Full with { PushName = new string('日', 349_999) }));

    // These are stored. A change after the first release would have every row of every host looked up by its key: never accept one.
    [Theory]
    [InlineData(false, "8D76EB8E2D630D2CECD56290940D8A69")]
    [InlineData(true, "837A6C083948424856B87D8CB0EEDC0D")]
    public void Of_KnownItem_IsTheSameInEveryRelease(bool bare, string expected) => Assert.Equal(
        expected, Convert.ToHexString(MessageDigest.Of(bare ? new MessageUpsert { Key = new MessageKey(Full.Key.Chat, default, true, "A") } : Full).ToBytes()));

    [Fact]
    public void ToBytes_FromBytes_RoundTrips()
    {
        MessageDigest digest = MessageDigest.Of(Full);

        Assert.Equal(digest, MessageDigest.FromBytes(digest.ToBytes()));
        Assert.NotEqual(default, digest);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(17)]
    public void FromBytes_WrongLength_Throws(int length) => Assert.Throws<ArgumentException>(() => MessageDigest.FromBytes(new byte[length]));

    [Fact]
    public void CopyTo_Destination_MayBeLongerButNotShorter()
    {
        byte[] destination = new byte[MessageDigest.Length + 1];
        destination[^1] = 9;

        MessageDigest.Of(Full).CopyTo(destination);

        Assert.Equal([.. MessageDigest.Of(Full).ToBytes(), 9], destination);
        Assert.Throws<ArgumentException>(() => MessageDigest.Of(Full).CopyTo(new byte[MessageDigest.Length - 1]));
    }

    [Fact]
    public void Of_Null_Throws() => Assert.Throws<ArgumentNullException>(() => MessageDigest.Of(null!));
}
