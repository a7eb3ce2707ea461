namespace HistoryImport.Tests.Messages;

public sealed class WireTextTests
{
    const char High = '\uD83D';
    const char Low = '\uDE00';

    // Not in attributes: they hold no half of a pair.
    public static TheoryData<string, string> Unfit() => new()
    {
        { "a\0b", "a\uFFFDb" },
        { "\0", "\uFFFD" },
        { $"a{High}", "a\uFFFD" },
        { $"{Low}a", "\uFFFDa" },
        { $"{High}{High}{Low}", $"\uFFFD{High}{Low}" },
        { $"{High}{Low}\0", $"{High}{Low}\uFFFD" },
        { $"{High}{Low} {Low}", $"{High}{Low} \uFFFD" },
    };

    [Theory]
    [MemberData(nameof(Unfit), DisableDiscoveryEnumeration = true)]
    public void Clean_NulOrHalfOfAPair_IsReplaced(string text, string expected) => Assert.Equal(expected, WireText.Clean(text));

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("\uD83D\uDE00")]
    [InlineData("a\uD83D\uDE00\uD83D\uDE00b")]
    public void Clean_NothingToReplace_IsTheSameObject(string text) => Assert.Same(text, WireText.Clean(text));

    [Theory]
    [InlineData('a', 1)]
    [InlineData('\u00E9', 2)]
    [InlineData('\u20AC', 3)]
    public void IsTooLong_OneByteMoreThanAMebibyte_OnlyThen(char character, int bytes)
    {
        string longest = new string(character, WireText.MaxBytes / bytes) + new string('a', WireText.MaxBytes % bytes);

        Assert.False(WireText.IsTooLong(longest));
        Assert.True(WireText.IsTooLong(longest + "a"));
    }

    [Fact]
    public void IsTooLong_PairsOfSurrogates_CountsFourBytesEach()
    {
        string longest = string.Concat(Enumerable.Repeat($"{High}{Low}", WireText.MaxBytes / 4));

        Assert.False(WireText.IsTooLong(longest));
        Assert.True(WireText.IsTooLong(longest + "a"));
        Assert.False(WireText.IsTooLong(null));
    }
}
