using System.Text;

namespace HistoryImport.Tests;

public class AddressWordsTests
{
    [Theory]
    [InlineData("\"participant\":\"5511987654321@s.whatsapp.net\"", "5511987654321")]
    [InlineData("\n\u001c5511987654321@s.whatsapp.net\u0012", "5511987654321")]
    [InlineData("5511987654321", "5511987654321")]
    [InlineData("waid=5511987654321:+55 11", "5511987654321")]
    [InlineData("123456789012345:7@lid", "123456789012345")]
    [InlineData("\"BR.abc123\"", "BR.abc123")]
    [InlineData("a_5511987654321-b", "5511987654321")]
    [InlineData("@5511987654321, hi", "5511987654321")]
    [InlineData("\u0012\r55119876543212\u0003abc", "5511987654321")]
    [InlineData("\u0012\r55119876543218\u0001", "5511987654321")]
    [InlineData("\n45511987654321 and thirty-eight more letters that follow.", "5511987654321")]
    [InlineData("12345@lid", "12345@lid")]
    public void Any_Address_IsAskedFor(string payload, string address) =>
        Assert.True(AddressWords.Any(Encoding.UTF8.GetBytes(payload), word => word == address));

    [Theory]
    [InlineData("")]
    [InlineData("12345 ab.cd")]
    [InlineData("five words of text")]
    public void Any_NoAddress_IsNotAskedForIt(string payload) => Assert.False(AddressWords.Any(Encoding.UTF8.GetBytes(payload), word => word.Any(char.IsAsciiDigit)));

    [Theory]
    [InlineData("5511987654321", "5511987654321")]
    [InlineData("added by @5511987654321.", "5511987654321")]
    [InlineData("Ana(5511987654321)", "5511987654321")]
    [InlineData("It was BR.abc123.", "BR.abc123")]
    [InlineData("-BR.abc123-", "BR.abc123")]
    public void AnyInText_Address_IsAskedFor(string text, string address) => Assert.True(AddressWords.AnyInText(text, word => word == address));

    [Theory]
    [InlineData("55119876543212 joined")]
    [InlineData("+15511987654321 joined")]
    [InlineData("+55 11 98765-4321 joined")]
    public void AnyInText_AnotherNumber_IsNotAskedForIt(string text) => Assert.False(AddressWords.AnyInText(text, word => word == "5511987654321"));

    [Theory]
    [InlineData("{\"text\":\"55119876543212\"}")]
    [InlineData(" [\"45511987654321\", \"and more than as many letters as that digit would tell of\"]")]
    [InlineData("\n45511987654321 and no more.")]
    [InlineData("x45511987654321 and thirty-eight more letters that follow.")]
    public void Any_ALongerNumber_IsNotAskedForIt(string payload) => Assert.False(AddressWords.Any(Encoding.UTF8.GetBytes(payload), word => word == "5511987654321"));

    [Fact]
    public void Any_NumberInAVeryLongWord_IsAskedForIt() =>
        Assert.True(AddressWords.Any(Encoding.UTF8.GetBytes($"{new string('a', 10_000)}-5511987654321"), word => word == "5511987654321"));

    [Fact]
    public void Any_VeryLongWord_AsksForNothing() => Assert.False(AddressWords.Any(Encoding.UTF8.GetBytes(new string('7', 10_000)), _ => true));
}
