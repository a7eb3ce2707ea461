using System.Net;

namespace HistoryImport.AspNetCore.Tests.Official;

public sealed class OfficialHandshakeTests
{
    [Fact]
    public async Task Get_ItsToken_GivesTheChallengeBack()
    {
        await using OfficialHost host = await new OfficialHost().StartAsync();
        using HttpResponseMessage response = await host.Host.Http.GetAsync(Address(OfficialHost.App, OfficialHost.VerifyToken));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("1158201444", await response.Content.ReadAsStringAsync());
        Assert.Equal("text/plain", response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData(OfficialHost.App, "another token", "subscribe", "1158201444")]
    [InlineData(OfficialHost.App, "", "subscribe", "1158201444")]
    [InlineData("third", OfficialHost.VerifyToken, "subscribe", "1158201444")]
    [InlineData("nobody", OfficialHost.VerifyToken, "subscribe", "1158201444")]
    [InlineData(OfficialHost.App, OfficialHost.VerifyToken, "unsubscribe", "1158201444")]
    [InlineData(OfficialHost.App, OfficialHost.VerifyToken, "subscribe", "")]
    [InlineData(OfficialHost.App, OfficialHost.VerifyToken, "subscribe", "two words")]
    public async Task Get_AnythingElse_IsRefused(string app, string token, string mode, string challenge)
    {
        await using OfficialHost host = await new OfficialHost().StartAsync();
        using HttpResponseMessage response = await host.Host.Http.GetAsync(Address(app, token, mode, challenge));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    static string Address(string app, string token, string mode = "subscribe", string challenge = "1158201444") =>
        $"/history-import/official/{app}?hub.mode={mode}&hub.challenge={Uri.EscapeDataString(challenge)}&hub.verify_token={Uri.EscapeDataString(token)}";
}
