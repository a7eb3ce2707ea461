using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace HistoryImport.AspNetCore.Tests.Gateways;

public sealed class GatewayEndpointTests : IAsyncLifetime
{
    const string Key = "429683C4C977415CAAFCCE10F7D57E11";
    const string OtherKey = "B9683C4C977415CAAFCCE10F7D57E11A";

    const string Message = """{"key":{"remoteJid":"5511900000002@s.whatsapp.net","fromMe":false,"id":"3EB0AA"},"message":{"conversation":"hello"},"messageType":"conversation","messageTimestamp":1699999999}""";

    readonly TestHost _host = new()
    {
        Options = options =>
        {
            options.Gateways.EvolutionKey = (connection, _) => new(KeyOf(connection));
            options.Gateways.WahaKey = (connection, _) => new(KeyOf(connection));
        },
    };

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("evolution")]
    [InlineData("evolution/messages-upsert")]
    public async Task Evolution_KeyInTheBody_IsDurable(string path)
    {
        Assert.Equal(HttpStatusCode.OK, await EvolutionAsync(Evolution(Key), path: path));
        await _host.RestartAsync();

        Assert.Equal("hello", Assert.Single(await _host.RowsAsync()).Body);
    }

    [Fact]
    public async Task Evolution_KeyInAHeader_IsTaken()
    {
        Assert.Equal(HttpStatusCode.OK, await EvolutionAsync(Evolution(null), Key));
        Assert.Single(await _host.RowsAsync());
    }

    [Theory]
    [InlineData("another key", null)]
    [InlineData(OtherKey, null)]
    [InlineData(null, null)]
    [InlineData(Key, OtherKey)]
    [InlineData(Key, "")]
    public async Task Evolution_KeyWrong_IsRefused(string? inBody, string? inHeader)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await EvolutionAsync(Evolution(inBody), inHeader));
        Assert.Empty(await _host.RowsAsync());
    }

    [Theory]
    [InlineData("""{"data":{"apikey":"429683C4C977415CAAFCCE10F7D57E11"}}""")]
    [InlineData("""{"apikey":"x","apikey":"429683C4C977415CAAFCCE10F7D57E11"}""")]
    [InlineData("""{"apikey":["429683C4C977415CAAFCCE10F7D57E11"]}""")]
    [InlineData("""{"apikey":"\ud800"}""")]
    [InlineData("""{"apikey":"429683C4C977415CAAFCCE10F7D57E11","data":{""")]
    [InlineData("")]
    public async Task Evolution_KeyElsewhereOrTwice_IsNone(string body) => Assert.Equal(HttpStatusCode.Unauthorized, await EvolutionAsync(body));

    [Fact]
    public async Task Evolution_Unreadable_IsSetAsideAndNotRefused()
    {
        Assert.Equal(HttpStatusCode.OK, await EvolutionAsync("garbage", Key));

        SetAsideDelivery kept = Assert.Single(await _host.Shelf.ListAsync(TestHost.Acme));
        Assert.Equal("garbage", Encoding.UTF8.GetString((await _host.Shelf.ReadAsync(TestHost.Acme, kept.Id))!));
    }

    [Theory]
    [InlineData("sha512")]
    [InlineData("SHA512")]
    [InlineData(null)]
    public async Task Waha_SignedBody_IsDurable(string? algorithm)
    {
        Assert.Equal(HttpStatusCode.OK, await WahaAsync(Waha, Sign(Waha, Key), algorithm));
        await _host.RestartAsync();

        Assert.Equal("hello from WAHA", Assert.Single(await _host.RowsAsync()).Body);
    }

    [Fact]
    public async Task Waha_SignatureWrong_IsRefused()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await WahaAsync(Waha, Sign(Waha, OtherKey), "sha512"));
        Assert.Equal(HttpStatusCode.Unauthorized, await WahaAsync(Waha + " ", Sign(Waha, Key), "sha512"));
        Assert.Equal(HttpStatusCode.Unauthorized, await WahaAsync(Waha, Sign(Waha, Key), "sha256"));
        Assert.Equal(HttpStatusCode.Unauthorized, await WahaAsync(Waha, "", "sha512"));
        Assert.Equal(HttpStatusCode.Unauthorized, await WahaAsync(Waha, Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), Encoding.UTF8.GetBytes(Waha))), null));
        Assert.Empty(await _host.RowsAsync());
    }

    [Fact]
    public async Task Any_CacheAway_IsAskedToComeAgain()
    {
        await using TestHost host = await new TestHost
        {
            Options = options => options.Gateways.EvolutionKey = (_, _) => new(Key),
            Services = services => services.AddSingleton<IHistoryInbox>(new RecordingInbox { Receiving = () => throw new HistoryStorageException("full") }),
        }.StartAsync();
        using HttpResponseMessage response = await host.Http.PostAsync("/history-import/connections/acme/support%20line/evolution", new StringContent(Evolution(Key)));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    static string Waha => """{"event":"message","session":"default","engine":"NOWEB","payload":{"id":"false_5511900000002@c.us_3EB0BB","timestamp":1699999999,"from":"5511900000002@c.us","fromMe":false,"body":"hello from WAHA","hasMedia":false}}""";

    static string? KeyOf(ConnectionKey connection) => connection == TestHost.Acme ? Key : connection == TestHost.Other ? OtherKey : null;

    static string Evolution(string? key) =>
        $$"""{"event":"messages.upsert","instance":"support","data":{{Message}},"sender":"5511900000001@s.whatsapp.net"{{(key is null ? "" : $",\"apikey\":\"{key}\"")}}}""";

    static string Sign(string body, string key) => Convert.ToHexStringLower(HMACSHA512.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(body)));

    async Task<HttpStatusCode> EvolutionAsync(string body, string? header = null, string path = "evolution")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/history-import/connections/acme/support%20line/" + path) { Content = new StringContent(body) };
        if (header is not null)
        {
            request.Headers.Add("apikey", header);
        }

        using HttpResponseMessage response = await _host.Http.SendAsync(request);
        return response.StatusCode;
    }

    async Task<HttpStatusCode> WahaAsync(string body, string signature, string? algorithm)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/history-import/connections/acme/support%20line/waha") { Content = new StringContent(body) };
        request.Headers.Add("X-Webhook-Hmac", signature);
        if (algorithm is not null)
        {
            request.Headers.Add("X-Webhook-Hmac-Algorithm", algorithm);
        }

        using HttpResponseMessage response = await _host.Http.SendAsync(request);
        return response.StatusCode;
    }
}
