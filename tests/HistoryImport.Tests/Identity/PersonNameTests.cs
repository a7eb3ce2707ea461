namespace HistoryImport.Tests;

public class PersonNameTests
{
    [Theory]
    [InlineData("Ana")]
    [InlineData("007")]
    [InlineData("123456")]
    [InlineData("Ana 5511987654321")]
    [InlineData("5511987654321x")]
    [InlineData("ana@example")]
    [InlineData("+")]
    public void IsOne_AName_IsOne(string name) => Assert.True(PersonName.IsOne(name));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1234567")]
    [InlineData("+55 (11) 98765-4321")]
    [InlineData("\u202A+55\u00A011\u00A098765\u20114321\u202C")]
    [InlineData("5511987654321@s.whatsapp.net")]
    [InlineData("123456789@lid")]
    public void IsOne_AnAddress_IsNone(string? name)
    {
        Assert.False(PersonName.IsOne(name));
        Assert.Null(PersonName.OrNull(name));
    }
}
