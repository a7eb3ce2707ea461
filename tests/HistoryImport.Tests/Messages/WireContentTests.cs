namespace HistoryImport.Tests.Messages;

public sealed class WireContentTests
{
    static readonly string _tooLong = new('a', WireText.MaxBytes + 1);

    static readonly MediaDescriptor _media = new() { MimeType = "image/jpeg", FileName = "a.jpg", Url = "https://mmg.whatsapp.net/a", DirectPath = "/a" };

    public static TheoryData<MediaDescriptor> Unclean() =>
    [
        _media with { MimeType = "a\0" }, _media with { FileName = "a\0" }, _media with { Url = "a\0" }, _media with { DirectPath = "a\0" },
    ];

    public static TheoryData<MediaDescriptor> TooLong() =>
    [
        _media with { MimeType = _tooLong }, _media with { FileName = _tooLong }, _media with { Url = _tooLong }, _media with { DirectPath = _tooLong },
    ];

    [Theory]
    [MemberData(nameof(Unclean), DisableDiscoveryEnumeration = true)]
    public void Clean_OneTextOfTheMediaHoldsNul_ReplacesItThere(MediaDescriptor media)
    {
        MediaDescriptor cleaned = WireContent.Clean(Content("body", media)).Media!;

        string?[] texts = [cleaned.MimeType, cleaned.FileName, cleaned.Url, cleaned.DirectPath];
        Assert.Single(texts, text => text == "a\uFFFD");
        Assert.DoesNotContain(texts, text => text!.Contains('\0', StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(TooLong), DisableDiscoveryEnumeration = true)]
    public void IsTooLong_OneTextOfTheMediaIs_IsToo(MediaDescriptor media)
    {
        Assert.True(WireContent.IsTooLong(Content("body", media)));
        Assert.True(WireContent.IsTooLong(Content(_tooLong, _media)));
        Assert.False(WireContent.IsTooLong(Content("body", _media)));
    }

    [Fact]
    public void Clean_NothingToReplace_IsTheSameObject()
    {
        MessageContent content = Content("body", _media);

        Assert.Same(content, WireContent.Clean(content));
        Assert.Same(_media, WireContent.Clean(Content("a\0", _media)).Media);
        Assert.Equal("body", WireContent.Clean(Content("body", _media with { Url = "a\0" })).Body);
    }

    static MessageContent Content(string body, MediaDescriptor media) => new() { Kind = MessageKind.Image, Body = body, Media = media };
}
