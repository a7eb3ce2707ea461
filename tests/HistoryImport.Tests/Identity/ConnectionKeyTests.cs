namespace HistoryImport.Tests;

public class ConnectionKeyTests
{
    [Fact]
    public void Constructor_ValidNames_KeepsThem()
    {
        var key = new ConnectionKey("acme", "support 1");

        Assert.Equal("acme", key.Tenant);
        Assert.Equal("support 1", key.Name);
        Assert.Equal("acme/support 1", key.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("a\u009fb")]
    public void Constructor_BadName_ThrowsAndNamesTheParameter(string name)
    {
        Assert.Equal("tenant", Assert.Throws<ArgumentException>(() => new ConnectionKey(name, "c")).ParamName);
        Assert.Equal("name", Assert.Throws<ArgumentException>(() => new ConnectionKey("t", name)).ParamName);
    }

    [Fact]
    public void Constructor_Null_Throws()
    {
        Assert.Equal("tenant", Assert.Throws<ArgumentNullException>(() => new ConnectionKey(null!, "c")).ParamName);
        Assert.Equal("name", Assert.Throws<ArgumentNullException>(() => new ConnectionKey("t", null!)).ParamName);
    }

    [Fact]
    public void Constructor_LoneSurrogate_Throws() => Assert.Throws<ArgumentException>(() => new ConnectionKey("t", new string('\ud800', 1)));

    [Fact]
    public void Constructor_Length_IsLimitedTo128Bytes()
    {
        Assert.Equal(64, new ConnectionKey(new string('é', 64), "c").Tenant.Length);
        Assert.Throws<ArgumentException>(() => new ConnectionKey(new string('é', 65), "c"));
        Assert.Throws<ArgumentException>(() => new ConnectionKey("t", new string('a', 129)));
    }

    [Fact]
    public void Equals_OtherTenantConnectionOrCase_IsFalse()
    {
        var key = new ConnectionKey("a", "b");

        Assert.Equal(new ConnectionKey("a", "b"), key);
        Assert.Equal(new ConnectionKey("a", "b").GetHashCode(), key.GetHashCode());
        Assert.NotEqual(new ConnectionKey("b", "a"), key);
        Assert.NotEqual(new ConnectionKey("A", "b"), key);
        Assert.NotEqual(new ConnectionKey("a", "B"), key);
    }

    [Fact]
    public void Equals_NamesThatJoinAlike_IsFalse() => Assert.NotEqual(new ConnectionKey("a/b", "c"), new ConnectionKey("a", "b/c"));
}
