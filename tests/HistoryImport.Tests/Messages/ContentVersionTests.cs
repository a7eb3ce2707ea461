using FsCheck;
using FsCheck.Fluent;

namespace HistoryImport.Tests;

public class ContentVersionTests
{
    static readonly MessageContent Full = new()
    {
        Kind = MessageKind.Image,
        Body = "Olá 👍",
        Raw = new byte[] { 1, 2, 3 },
        Media = new MediaDescriptor
        {
            MimeType = "image/jpeg",
            FileName = "a.jpg",
            Size = 12_345,
            Sha256 = [1, 2],
            EncryptedSha256 = [3, 4],
            Key = [5, 6],
            Url = "https://example.org/a",
            DirectPath = "/v/a",
            Seconds = 7,
            Width = 640,
            Height = 480,
        },
    };

    static readonly Dictionary<string, Func<MessageContent, MessageContent>> Changes = new()
    {
        ["Kind"] = content => content with { Kind = MessageKind.Video },
        ["Body"] = content => content with { Body = "Olá" },
        ["Media"] = content => content with { Media = null },
        ["Media.Id"] = content => WithMedia(content, media => media with { Id = "1" }),
        ["Media.MimeType"] = content => WithMedia(content, media => media with { MimeType = "image/png" }),
        ["Media.FileName"] = content => WithMedia(content, media => media with { FileName = "b.jpg" }),
        ["Media.Size"] = content => WithMedia(content, media => media with { Size = 12_346 }),
        ["Media.Sha256"] = content => WithMedia(content, media => media with { Sha256 = [1, 3] }),
        ["Media.EncryptedSha256"] = content => WithMedia(content, media => media with { EncryptedSha256 = [3] }),
        ["Media.Key"] = content => WithMedia(content, media => media with { Key = [5, 6, 0] }),
        ["Media.Url"] = content => WithMedia(content, media => media with { Url = "https://example.org/b" }),
        ["Media.DirectPath"] = content => WithMedia(content, media => media with { DirectPath = "/v/b" }),
        ["Media.Seconds"] = content => WithMedia(content, media => media with { Seconds = 8 }),
        ["Media.Width"] = content => WithMedia(content, media => media with { Width = 641 }),
        ["Media.Height"] = content => WithMedia(content, media => media with { Height = 481 }),
    };

    public static TheoryData<string> Fields => [.. Changes.Keys];

    public static TheoryData<string> OptionalFields => [.. Shape.Properties(typeof(MediaDescriptor)).Select(property => property.Name)];

    [Theory]
    [MemberData(nameof(Fields))]
    public void Of_AnotherField_Differs(string field) => Assert.NotEqual(ContentVersion.Of(Full), ContentVersion.Of(Changes[field](Full)));

    // Attributes hold no halves of surrogate pairs, so they come as numbers.
    [Theory]
    [InlineData(0xD83D, 0xDE00)]
    [InlineData(0xD83D, 0xFFFD)]
    [InlineData(0xDE00, 0xFFFD)]
    public void Of_AnotherHalfOfASurrogatePair_Differs(int half, int other) =>
        Assert.NotEqual(ContentVersion.Of(Full with { Body = $"a{(char)half}b" }), ContentVersion.Of(Full with { Body = $"a{(char)other}b" }));

    [Theory]
    [MemberData(nameof(OptionalFields))]
    public void Of_AbsentField_DiffersFromEmptyOrZero(string field)
    {
        var property = typeof(MediaDescriptor).GetProperty(field)!;
        object empty = property.PropertyType switch
        {
            var type when type == typeof(string) => "",
            var type when type == typeof(byte[]) => Array.Empty<byte>(),
            var type when type == typeof(long?) => 0L,
            _ => 0,
        };
        var absentMedia = new MediaDescriptor();
        var emptyMedia = new MediaDescriptor();
        property.SetValue(emptyMedia, empty);

        Assert.NotEqual(ContentVersion.Of(Full with { Media = absentMedia }), ContentVersion.Of(Full with { Media = emptyMedia }));
    }

    [Fact]
    public void Of_Fields_AreAllTested()
    {
        IEnumerable<string> fields = Shape.Properties(typeof(MessageContent)).Select(property => property.Name).Except(["Raw"])
            .Concat(Shape.Properties(typeof(MediaDescriptor)).Select(property => $"Media.{property.Name}"));

        Assert.Equal(fields.Order(StringComparer.Ordinal), Changes.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Of_SameFieldsInAnotherPayload_IsEqual()
    {
        ContentVersion version = ContentVersion.Of(Full);

        Assert.Equal(version, ContentVersion.Of(Full with { Raw = default }));
        Assert.Equal(version, ContentVersion.Of(Full with { Raw = new byte[1000] }));
        Assert.Equal(version, ContentVersion.Of(WithMedia(Full, media => media with { Sha256 = [.. media.Sha256!], Url = new string(media.Url) })));
        Assert.Equal(version.GetHashCode(), ContentVersion.Of(Full with { Raw = default }).GetHashCode());
    }

    [Fact]
    public void OfMediaById_Content_StaysWhatEarlierReleasesWrote() => Assert.Equal(
        "0300000000000000000867BAB49437E3F4", Convert.ToHexString(ContentVersion.OfMediaById(new MessageContent { Kind = MessageKind.Image, Body = "caption" }).ToBytes()));

    [Fact]
    public void OfMediaById_AnyContent_GivesWayToWhatASocketTellsOfIt() => Assert.All(Enumerable.Range(0, 100), i =>
    {
        var content = new MessageContent { Kind = MessageKind.Image, Body = $"{i}", Media = new MediaDescriptor { Url = "u" } };

        Assert.True(ContentVersion.OfMediaById(content) < ContentVersion.Of(content));
    });

    [Fact]
    public void Of_TextMovedToTheNextField_Differs()
    {
        var media = new MediaDescriptor { Url = "ab", DirectPath = "c" };
        var moved = new MediaDescriptor { Url = "a", DirectPath = "bc" };

        Assert.NotEqual(ContentVersion.Of(new MessageContent { Media = media }), ContentVersion.Of(new MessageContent { Media = moved }));
    }

    [Fact]
    public void Of_TextOfTheGreatestSize_HasRoom()
    {
        string text = new('日', 350_000);
        MediaDescriptor media = Full.Media! with { MimeType = text, FileName = text, Url = text, DirectPath = text, Sha256 = new byte[100_000] };

        Assert.False(ContentVersion.Of(Full with { Body = text, Media = media }).IsNone);
    }

    // These are stored: BLAKE3 of the fields, as any implementation computes it. A change after the first release would make every row of every
    // host look different: never accept one.
    [Theory]
    [InlineData("full", "03784FFE6E782B789D55417BF4F4DC605D")]
    [InlineData("text", "03823621E83522041695DD0C3A2DFCF3D8")]
    [InlineData("empty media", "03372C54D93B17703D9A97D36642B405FF")]
    [InlineData("unsupported", "029BE14B7CFFB40DD0A3C2ADB0B718D45D")]
    [InlineData("system", "0106D2223E3F4715BC397759F25DEFDB38")]
    [InlineData("none", "0000000000000000000000000000000000")]
    public void Of_KnownContent_IsTheSameInEveryRelease(string name, string expected)
    {
        MessageContent? content = name switch
        {
            "full" => Full,
            "text" => new MessageContent { Kind = MessageKind.Text, Body = "Hello, world" },
            "empty media" => new MessageContent { Kind = MessageKind.Sticker, Media = new MediaDescriptor() },
            "unsupported" => new MessageContent(),
            "system" => new MessageContent { Kind = MessageKind.System },
            _ => null,
        };

        Assert.Equal(expected, Convert.ToHexString(ContentVersion.Of(content).ToBytes()));
    }

    [Fact]
    public void Of_EveryKind_HasItsRank()
    {
        foreach (MessageKind kind in Enum.GetValues<MessageKind>())
        {
            int rank = kind switch { MessageKind.System or MessageKind.Call => 1, MessageKind.Unsupported => 2, _ => 3 };

            Assert.Equal(rank, ContentVersion.Of(new MessageContent { Kind = kind }).ToBytes()[0]);
        }
    }

    [Fact]
    public void OfHostRow_EveryKind_IsReplacedByAHigherRankOnly()
    {
        foreach (MessageKind host in Enum.GetValues<MessageKind>())
        {
            ContentVersion live = ContentVersion.OfHostRow(host);
            foreach (MessageKind kind in Enum.GetValues<MessageKind>())
            {
                ContentVersion version = ContentVersion.Of(new MessageContent { Kind = kind, Body = "b" });

                Assert.Equal(version.ToBytes()[0] > live.ToBytes()[0], version > live);
            }
        }
    }

    [Fact]
    public void Of_Nothing_IsNoneAndLeast()
    {
        ContentVersion none = ContentVersion.Of(null);

        Assert.True(none.IsNone);
        Assert.Equal(default, none);
        Assert.All(Enum.GetValues<MessageKind>(), kind => Assert.True(none < ContentVersion.Of(new MessageContent { Kind = kind })));
    }

    [Fact]
    public void ToBytes_AnyTwo_CompareLikeTheVersionsAndRoundTrip() => PropertyCheck.That(
        Gen.Two(Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(ContentVersion.Length).Or(Tied())),
        pair =>
        {
            ContentVersion left = ContentVersion.FromBytes(pair.Item1);
            ContentVersion right = ContentVersion.FromBytes(pair.Item2);
            int expected = Math.Sign(pair.Item1.AsSpan().SequenceCompareTo(pair.Item2));
            return left.ToBytes().AsSpan().SequenceEqual(pair.Item1)
                && Math.Sign(left.CompareTo(right)) == expected
                && left < right == expected < 0 && left <= right == expected <= 0
                && left > right == expected > 0 && left >= right == expected >= 0
                && left == right == (expected == 0);
        },
        runs: 5_000);

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(18)]
    public void FromBytes_WrongLength_Throws(int length) => Assert.Throws<ArgumentException>(() => ContentVersion.FromBytes(new byte[length]));

    [Fact]
    public void CopyTo_Destination_MayBeLongerButNotShorter()
    {
        ContentVersion version = ContentVersion.Of(Full);
        byte[] destination = new byte[ContentVersion.Length + 1];
        destination[^1] = 9;

        version.CopyTo(destination);

        Assert.Equal([.. version.ToBytes(), 9], destination);
        Assert.Throws<ArgumentException>(() => version.CopyTo(new byte[ContentVersion.Length - 1]));
    }

    static Gen<byte[]> Tied() => Gen.Elements<byte>(0, 127, 128, 255).Select(last => new byte[16].Append(last).ToArray());

    static MessageContent WithMedia(MessageContent content, Func<MediaDescriptor, MediaDescriptor> change) => content with { Media = change(content.Media!) };
}
