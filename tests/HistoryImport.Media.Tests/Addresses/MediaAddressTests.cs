namespace HistoryImport.Media.Tests.Addresses;

public class MediaAddressTests
{
    /// <summary>What a sender may name as the path of a file.</summary>
    public static TheoryData<string> HostilePaths =>
    [
        "", "/", "//evil.example/x", "/\\evil.example/x", "\\\\evil.example\\x", ".evil.example/x", ":8443/x", "@evil.example/x", ":443@evil.example/x",
        "https://evil.example/x", "http://169.254.169.254/latest/meta-data", "file:///etc/passwd", "x", "?x", "/../x", "/v/../../x", "/v/%2e%2e/x", "/v/.%2E/x", "/./x", "/v/x/..",
        "/x#y", "/x y", "/x\r\nHost: evil.example", "/x\0", "/x\t", "/\u202Ex", "/ü", "/x\"", "/x<", "/x|y", "/x^", "/x`", "/{x}", "/user@evil.example/",
        "/[::1]/", "/" + new string('a', 4096), " /x", "/x ", "/\uFF0F\uFF0Fevil.example", "/\u2215evil.example", "/;@evil.example/x", "///x", "/\\/evil.example",
    ];

    [Theory]
    [MemberData(nameof(HostilePaths))]
    public void Of_HostilePath_IsNoAddress(string path)
    {
        Assert.Null(MediaAddress.Of("mmg.whatsapp.net", path));
        Assert.False(MediaAddress.IsPath(path));
        Assert.Equal(-1, MediaAddress.Rank(path));
    }

    [Theory]
    [InlineData(SomeFile.Path)]
    [InlineData("/o1/v/t24/f2/m231/AQ-x_y?ccb=9-4&oh=01_x%3D&_nc_sid=1")]
    [InlineData("/x")]
    public void Of_PathOfTheServers_IsThatPathOnThatHost(string path)
    {
        Uri address = MediaAddress.Of("mmg.whatsapp.net", path)!;

        Assert.Equal("https://mmg.whatsapp.net" + path, address.AbsoluteUri);
        Assert.Equal(path, address.PathAndQuery);
    }

    [Theory]
    [InlineData("mmg.whatsapp.net", true)]
    [InlineData("media-gru1-2.cdn.whatsapp.net", true)]
    [InlineData("whatsapp.net", false)]
    [InlineData(".whatsapp.net", false)]
    [InlineData("evilwhatsapp.net", false)]
    [InlineData("mmg.whatsapp.net.evil.example", false)]
    [InlineData("mmg.whatsapp.net/", false)]
    [InlineData("evil.example/.whatsapp.net", false)]
    [InlineData("evil.example#.whatsapp.net", false)]
    [InlineData("x@mmg.whatsapp.net", false)]
    [InlineData("mmg..whatsapp.net", false)]
    [InlineData("-x.whatsapp.net", false)]
    [InlineData("MMG.whatsapp.net", false)]
    [InlineData("mmg.whatsapp.net:8443", false)]
    [InlineData("mmg.whatsapp.net.", false)]
    [InlineData(null, false)]
    public void IsHost_AnyText_OnlyWhatsApps(string? host, bool isOne) => Assert.Equal(isOne, MediaAddress.IsHost(host));

    [Theory]
    [InlineData("https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1&ext=2&hash=x", true)]
    [InlineData("http://lookaside.fbsbx.com/x", false)]
    [InlineData("https://lookaside.fbsbx.com.evil.example/x", false)]
    [InlineData("https://evil.example/lookaside.fbsbx.com", false)]
    [InlineData("https://user@lookaside.fbsbx.com/x", false)]
    [InlineData("https://lookaside.fbsbx.com:8443/x", false)]
    [InlineData("https://lookaside.fbsbx.com/x#y", false)]
    [InlineData("https://lookaside.fbsbx.com/a/../x", false)]
    [InlineData("https://lookaside.fbsbx.com\\@evil.example/x", false)]
    [InlineData("https://169.254.169.254/x", false)]
    [InlineData("https://[::1]/x", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Told_AnyAddress_OnlyExactlyOnTheHosts(string? address, bool isTaken) =>
        Assert.Equal(isTaken, MediaAddress.Told(address, ["lookaside.fbsbx.com"]) is not null);

    [Theory]
    [InlineData(SomeFile.Path, 0x65F0A000)]
    [InlineData("/x?oe=FFFFFFFF", 0xFFFFFFFF)]
    [InlineData("/x?oe=100000000", 0)]
    [InlineData("/x?oe=y", 0)]
    [InlineData("/x?oe=-1", 0)]
    [InlineData("/x?oe=", 0)]
    [InlineData("/x?foe=65F0A000", 0)]
    [InlineData("/oe=65F0A000", 0)]
    [InlineData(null, -1)]
    public void Rank_Path_IsTheEndOfItsSignature(string? path, long rank) => Assert.Equal(rank, MediaAddress.Rank(path));
}
