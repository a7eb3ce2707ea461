using System.Net;
using System.Net.Http.Headers;

namespace HistoryImport.AspNetCore.Tests.Bridge;

/// <summary>Who may deliver.</summary>
public sealed class DeliveryGateTests : IAsyncLifetime
{
    const string Token = "synthetic-token-of-the-connection-acme";

    readonly TestHost _host = new() { Options = options => options.Bridge.DeliveryToken = (connection, _) => new(connection == TestHost.Acme ? Token : null) };

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Post_KeyOfAnotherTenant_IsRefused()
    {
        var delivery = new TestDelivery(_host, "history", Blob.Of(1)) { Connection = TestHost.Acme, Key = _host.Keys[TestHost.Other] };

        await RefusedAsync(delivery.Request());
    }

    [Fact]
    public async Task Post_SignedForAnotherConnection_IsRefused()
    {
        TestDelivery own = TestDelivery.Message(_host);
        var delivery = new TestDelivery(_host, "event", "{}"u8.ToArray()) { Connection = TestHost.Other, SignedPath = own.Path, Key = _host.Keys[TestHost.Acme] };

        await RefusedAsync(delivery.Request());
    }

    [Fact]
    public async Task Post_ConnectionWithoutAKey_IsRefused()
    {
        var delivery = new TestDelivery(_host, "event", "{}"u8.ToArray()) { Connection = new ConnectionKey("nobody", "x"), Key = _host.Keys[TestHost.Acme] };

        await RefusedAsync(delivery.Request());
    }

    [Fact]
    public async Task Post_ShortKey_CountsAsNone()
    {
        _host.Keys[TestHost.Acme] = "short";

        await RefusedAsync(TestDelivery.Message(_host).Request());
    }

    [Theory]
    [InlineData("x-history-kind")]
    [InlineData("x-history-delivery")]
    [InlineData("x-history-account")]
    [InlineData("x-history-timestamp")]
    public async Task Post_HeaderChangedOnTheWay_IsRefused(string header)
    {
        HttpRequestMessage request = TestDelivery.Message(_host).Request();
        request.Headers.Remove(header);
        request.Headers.Add(header, "1700000000001");

        await RefusedAsync(request);
    }

    [Fact]
    public async Task Post_HeaderAdded_IsRefused()
    {
        HttpRequestMessage request = TestDelivery.Message(_host).Request();
        request.Headers.Add("x-history-request", "R");

        await RefusedAsync(request);
    }

    [Fact]
    public async Task Post_BodyChanged_IsRefused()
    {
        HttpRequestMessage request = TestDelivery.Message(_host).Request();
        request.Content = new ByteArrayContent([1]);

        await RefusedAsync(request);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("zz1fd834e5885b7f6534c764a453afb06e7ad6eb0d75fcfef7510f83bf816e48")]
    public async Task Post_SignatureThatIsNone_IsRefused(string signature)
    {
        HttpRequestMessage request = TestDelivery.Message(_host).Request(isSigned: false);
        request.Headers.Add("x-history-signature", signature);

        await RefusedAsync(request);
    }

    [Theory]
    [InlineData(-301)]
    [InlineData(301)]
    public async Task Post_SignedOutsideTheWindow_IsRefused(int seconds)
    {
        TestDelivery delivery = TestDelivery.Message(_host);
        delivery.Headers["x-history-timestamp"] = $"{1_700_000_000_000 + (seconds * 1000L)}";

        await RefusedAsync(delivery.Request());
    }

    [Theory]
    [InlineData(-300)]
    [InlineData(300)]
    public async Task Post_SignedInsideTheWindow_IsTaken(int seconds)
    {
        TestDelivery delivery = TestDelivery.Message(_host);
        delivery.Headers["x-history-timestamp"] = $"{1_700_000_000_000 + (seconds * 1000L)}";

        Assert.Equal(204, await delivery.SendAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("now")]
    [InlineData("-1")]
    [InlineData("99999999999999999999999")]
    public async Task Post_TimeThatIsNone_IsRefused(string timestamp)
    {
        TestDelivery delivery = TestDelivery.Message(_host);
        delivery.Headers["x-history-timestamp"] = timestamp;

        await RefusedAsync(delivery.Request());
    }

    [Fact]
    public async Task Post_SignatureUsedBefore_IsRefused()
    {
        TestDelivery delivery = TestDelivery.Message(_host);

        Assert.Equal(204, await delivery.SendAsync());
        await RefusedAsync(delivery.Request(), rows: 1);
    }

    [Theory]
    [InlineData(-300)]
    [InlineData(0)]
    [InlineData(300)]
    public async Task Post_RepeatedAtAnyTime_IsRefused(int seconds)
    {
        TestDelivery delivery = TestDelivery.Message(_host);
        delivery.Headers["x-history-timestamp"] = $"{1_700_000_000_000 + (seconds * 1000L)}";
        Assert.Equal(204, await delivery.SendAsync());

        // While it is remembered, where it is forgotten, and when only its time speaks against it.
        foreach (int later in new[] { 0, 299_999, 1, 1, 299_998, 1, 1, 1, 60_000 })
        {
            _host.Time.Advance(TimeSpan.FromMilliseconds(later));
            await RefusedAsync(delivery.Request(), rows: 1);
        }
    }

    [Fact]
    public async Task Post_Token_OpensItsConnectionOnly()
    {
        HttpRequestMessage own = TestDelivery.Message(_host).Request(isSigned: false);
        own.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        HttpRequestMessage other = new TestDelivery(_host, "event", "{}"u8.ToArray()) { Connection = TestHost.Other }.Request(isSigned: false);
        other.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        HttpRequestMessage wrong = TestDelivery.Message(_host).Request(isSigned: false);
        wrong.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token + "x");

        Assert.Equal(HttpStatusCode.NoContent, (await _host.Http.SendAsync(own)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.Http.SendAsync(other)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.Http.SendAsync(wrong)).StatusCode);
    }

    [Fact]
    public async Task Post_WrongSignatureBesideARightToken_IsRefused()
    {
        HttpRequestMessage request = new TestDelivery(_host, "event", "{}"u8.ToArray()) { Key = "a-key-that-is-wrong-and-long-enough" }.Request();
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);

        await RefusedAsync(request);
    }

    async Task RefusedAsync(HttpRequestMessage request, int rows = 0)
    {
        using HttpResponseMessage response = await _host.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(rows, (await _host.RowsAsync()).Count);
        Assert.Empty(await _host.RowsAsync(TestHost.Other));
        Assert.Empty(await _host.Shelf.ListAsync(TestHost.Acme));
    }
}
