namespace HistoryImport.Tests;

public class HistoryNameTests
{
    [Fact]
    public void Name_OfTheDefaultValue_IsEmptyAndNoDifferentFromNone()
    {
        Assert.Equal("", default(HistoryName).Name);
        Assert.Equal(default, new HistoryName(default, default, ""));
        Assert.Equal("Ana", new HistoryName(default, default, "Ana").Name);
    }
}
