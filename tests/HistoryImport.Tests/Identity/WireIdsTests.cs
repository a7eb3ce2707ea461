namespace HistoryImport.Tests;

public class WireIdsTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("3EB0D2A4F00BA12C55AA")]
    [InlineData("a b")]
    [InlineData("日本")]
    [InlineData("👍")]
    [InlineData("/etc/passwd'; --")]
    public void IsValid_ShortAndPrintable_IsTrue(string name) => Assert.True(WireIds.IsValid(name));

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("a\u001fb")]
    [InlineData("a\u007f")]
    [InlineData("a\u0080")]
    [InlineData("a\u009f")]
    [InlineData("a\r\nb")]
    public void IsValid_EmptyOrControlCharacter_IsFalse(string name) => Assert.False(WireIds.IsValid(name));

    [Theory]
    [InlineData(0xd800, 'a')]
    [InlineData(0xdc00, 'a')]
    [InlineData('a', 0xd800)]
    [InlineData('a', 0xdc00)]
    [InlineData(0xdc00, 0xd800)]
    [InlineData(0xd800, 0xd800)]
    public void IsValid_LoneSurrogate_IsFalse(int first, int second) => Assert.False(WireIds.IsValid([(char)first, (char)second]));

    [Theory]
    [InlineData("a", 128)]
    [InlineData("é", 64)]
    [InlineData("日", 42)]
    [InlineData("👍", 32)]
    public void IsValid_Length_IsLimitedTo128Bytes(string character, int count)
    {
        Assert.True(WireIds.IsValid(string.Concat(Enumerable.Repeat(character, count))));
        Assert.False(WireIds.IsValid(string.Concat(Enumerable.Repeat(character, count + 1))));
    }
}
