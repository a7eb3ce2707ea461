namespace HistoryImport.Tests.State;

public class StateValueTests
{
    [Theory]
    [InlineData(512, true)]
    [InlineData(513, false)]
    public void CheckKey_Length_IsCountedInBytes(int bytes, bool isAllowed)
    {
        string key = new string('ü', bytes / 2) + new string('a', bytes % 2);

        Assert.Equal(isAllowed, Record.Exception(() => StateValue.CheckKey(key)) is null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void CheckKey_NoKey_SaysHowToMendIt(string key) => Assert.ThrowsAny<ArgumentException>(() => StateValue.CheckKey(key));

    [Fact]
    public void Check_ValueOrVersionOutOfRange_Throws()
    {
        StateValue.Check("k", new byte[StateValue.MaxBytes], 0);

        Assert.Equal("value", Assert.Throws<ArgumentOutOfRangeException>(() => StateValue.Check("k", new byte[StateValue.MaxBytes + 1], 0)).ParamName);
        Assert.Equal("expectedVersion", Assert.Throws<ArgumentOutOfRangeException>(() => StateValue.Check("k", default, -1)).ParamName);
        Assert.ThrowsAny<ArgumentException>(() => StateValue.Check("", default, 0));
    }
}
