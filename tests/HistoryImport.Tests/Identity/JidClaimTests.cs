namespace HistoryImport.Tests;

public class JidClaimTests
{
    static readonly Jid Lid = Jid.Parse("123@lid");
    static readonly Jid Number = Jid.Parse("5511987654321@c.us");

    [Fact]
    public void Constructor_EitherOrder_IsTheSameClaim()
    {
        var claim = new JidClaim(Lid, Number);

        Assert.Equal((Lid, Number), (claim.Lid, claim.Number));
        Assert.Equal(claim, new JidClaim(Number, Lid));
        Assert.Equal(claim.GetHashCode(), new JidClaim(Number, Lid).GetHashCode());
    }

    [Theory]
    [InlineData("1@lid", "2@lid")]
    [InlineData("1@c.us", "2@c.us")]
    [InlineData("1@lid", "US.2@bsuid")]
    [InlineData("US.1@bsuid", "US.2@bsuid")]
    [InlineData("1@lid", "2@g.us")]
    [InlineData("1@c.us", "2@g.us")]
    [InlineData("1@lid", "0@c.us")]
    [InlineData("1@lid", "server@c.us")]
    [InlineData("1@lid", "13135550002@c.us")]
    [InlineData("1@lid", "2@unknown.server")]
    public void Constructor_NotALidAndANumber_Throws(string one, string other)
    {
        Assert.Throws<ArgumentException>(() => new JidClaim(Jid.Parse(one), Jid.Parse(other)));
        Assert.Throws<ArgumentException>(() => new JidClaim(Jid.Parse(other), Jid.Parse(one)));
        Assert.Null(JidClaim.TryCreate(one, other));
        Assert.Null(JidClaim.TryCreate(other, one));
    }

    [Fact]
    public void Constructor_None_Throws()
    {
        Assert.Throws<ArgumentException>(() => new JidClaim(Lid, default));
        Assert.Throws<ArgumentException>(() => new JidClaim(default, Number));
    }

    [Theory]
    [InlineData("123:7@lid", "5511987654321:2@s.whatsapp.net")]
    [InlineData("5511987654321@hosted", "123@hosted.lid")]
    public void TryCreate_AnySpelling_GivesTheClaim(string one, string other) => Assert.Equal(new JidClaim(Lid, Number), JidClaim.TryCreate(one, other));

    [Fact]
    public void Constructor_BusinessScopedIdAndNumber_IsAClaim()
    {
        Jid bsuid = Jid.Parse("US.123@bsuid");

        Assert.Equal((bsuid, Number), (new JidClaim(Number, bsuid).Lid, new JidClaim(bsuid, Number).Number));
        Assert.Equal(new JidClaim(bsuid, Number), JidClaim.TryCreate("5511987654321@c.us", "US.123@BSUID"));
    }

    [Theory]
    [InlineData(null, "1@c.us")]
    [InlineData("1@lid", null)]
    [InlineData("", "")]
    [InlineData("1@lid", "no jid")]
    public void TryCreate_NoJid_IsNull(string? one, string? other) => Assert.Null(JidClaim.TryCreate(one, other));
}
