using System.Net;
using HistoryImport.Media.Tests.Addresses;
using Microsoft.AspNetCore.Http;

namespace HistoryImport.Media.Tests.Fetching;

public sealed class WhatsAppMediaSourceTests : IAsyncLifetime
{
    static readonly string[] _hosts = ["mmg.whatsapp.net", "mmg-fallback.whatsapp.net"];

    readonly ManualTimeProvider _time = new();
    LocalServer _server = null!;
    MediaHttp _http = null!;

    public static TheoryData<string> HostilePaths => MediaAddressTests.HostilePaths;

    WhatsAppMediaSource Source => new(_http, _hosts);

    public async ValueTask InitializeAsync()
    {
        _server = await LocalServer.StartAsync();
        _http = new MediaHttp(_server.Transport, _time);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task OpenAsync_StandIn_IsAskedOnlyWithItsCertificate()
    {
        using var right = new MediaHttp(MediaTransport.Of(new MediaStandIn(_server.Port, _server.Fingerprint)), _time);
        using var wrong = new MediaHttp(MediaTransport.Of(new MediaStandIn(_server.Port, new string('a', 64))), _time);

        Assert.Equal(MediaReplyStatus.Expired, (await new WhatsAppMediaSource(right, _hosts).OpenAsync(MediaHost.Connection, SomeFile.At(SomeFile.Path))).Status);
        Assert.Equal(MediaReason.Unreachable, (await new WhatsAppMediaSource(wrong, _hosts).OpenAsync(MediaHost.Connection, SomeFile.At(SomeFile.Path))).Reason);
        Assert.StartsWith("mmg.whatsapp.net/", Assert.Single(_server.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_Found_IsThePathAsItIsOnTheFirstHostAndNothingElse()
    {
        bool isRange = false;
        _server.Answer = async context =>
        {
            isRange = context.Request.Headers.Range.Count > 0;
            context.Response.ContentLength = 3;
            await context.Response.Body.WriteAsync(new byte[] { 1, 2, 3 });
        };

        await using MediaReply reply = await OpenAsync(SomeFile.Path);

        Assert.False(isRange);
        Assert.Equal((MediaReplyStatus.Found, 3L), (reply.Status, reply.Length));
        Assert.Equal([1, 2, 3], await BytesAsync(reply));
        Assert.Equal(["mmg.whatsapp.net" + SomeFile.Path], _server.Requests);
    }

    [Fact]
    public async Task OpenAsync_UrlBesideThePath_IsNeverLookedAt()
    {
        _server.Serve([1]);

        await using MediaReply reply = await Source.OpenAsync(
            SomeFile.Connection, SomeFile.Of(new MediaDescriptor { DirectPath = SomeFile.Path, Url = "https://evil.example/x" }));

        Assert.Equal(["mmg.whatsapp.net" + SomeFile.Path], _server.Requests);
        Assert.False(Source.Knows(SomeFile.Of(new MediaDescriptor { Url = "https://mmg.whatsapp.net/x" })));
    }

    [Theory]
    [MemberData(nameof(HostilePaths))]
    public async Task OpenAsync_HostilePath_IsRefusedAndNobodyIsAsked(string path)
    {
        _server.Serve([1]);

        await using MediaReply reply = await OpenAsync(path);

        Assert.Equal((MediaReplyStatus.Refused, MediaReason.ForeignAddress), (reply.Status, reply.Reason));
        Assert.Equal(0, _server.Connections);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("10.0.0.1")]
    [InlineData("169.254.169.254")]
    public async Task OpenAsync_NameLeadsToNoAddressOfTheInternet_IsRefusedAndNobodyIsAsked(string address)
    {
        using var http = new MediaHttp(
            _server.Transport with { Resolve = (_, _) => Task.FromResult(new[] { IPAddress.Parse(address) }), IsAllowed = PublicAddress.Is }, _time);

        await using MediaReply reply = await new WhatsAppMediaSource(http, _hosts).OpenAsync(SomeFile.Connection, SomeFile.At(SomeFile.Path));

        Assert.Equal((MediaReplyStatus.Refused, MediaReason.ForeignAddress), (reply.Status, reply.Reason));
        Assert.Equal(0, _server.Connections);
    }

    [Fact]
    public async Task OpenAsync_NameLeadsToSeveralAddresses_OnlyThoseAllowedAreConnectedTo()
    {
        // Nobody listens at the one that is allowed.
        IPAddress[] addresses = [IPAddress.Parse("127.0.0.2"), IPAddress.Loopback];
        using var http = new MediaHttp(
            _server.Transport with { Resolve = (_, _) => Task.FromResult(addresses), IsAllowed = address => address.Equals(addresses[0]) }, _time);

        await using MediaReply reply = await new WhatsAppMediaSource(http, _hosts).OpenAsync(SomeFile.Connection, SomeFile.At(SomeFile.Path));

        Assert.Equal((MediaReplyStatus.Busy, MediaReason.Unreachable), (reply.Status, reply.Reason));
        Assert.Equal(0, _server.Connections);
    }

    [Fact]
    public void CreateHandler_Whatever_AsksNoProxyAndFollowsNobody()
    {
        using SocketsHttpHandler handler = MediaTransport.Internet.CreateHandler(TimeSpan.FromSeconds(10));

        Assert.Equal((false, false, false), (handler.UseProxy, handler.AllowAutoRedirect, handler.UseCookies));
        Assert.Equal((TimeSpan.FromSeconds(10), 16), (handler.ConnectTimeout, handler.MaxResponseHeadersLength));
        Assert.Null(handler.SslOptions.RemoteCertificateValidationCallback);
    }

    [Theory]
    [InlineData(401, MediaReplyStatus.Expired, MediaReason.LinkExpired, 1)]
    [InlineData(403, MediaReplyStatus.Expired, MediaReason.LinkExpired, 1)]
    [InlineData(404, MediaReplyStatus.Expired, MediaReason.LinkGone, 1)]
    [InlineData(410, MediaReplyStatus.Expired, MediaReason.LinkGone, 1)]
    [InlineData(400, MediaReplyStatus.Expired, MediaReason.LinkGone, 1)]
    [InlineData(408, MediaReplyStatus.Busy, MediaReason.ServerBusy, 2)]
    [InlineData(429, MediaReplyStatus.Busy, MediaReason.ServerBusy, 2)]
    [InlineData(500, MediaReplyStatus.Busy, MediaReason.ServerBusy, 2)]
    [InlineData(503, MediaReplyStatus.Busy, MediaReason.ServerBusy, 2)]
    [InlineData(206, MediaReplyStatus.Busy, MediaReason.ServerBusy, 2)]
    [InlineData(204, MediaReplyStatus.Busy, MediaReason.ServerBusy, 2)]
    [InlineData(301, MediaReplyStatus.Refused, MediaReason.Redirected, 1)]
    [InlineData(302, MediaReplyStatus.Refused, MediaReason.Redirected, 1)]
    [InlineData(307, MediaReplyStatus.Refused, MediaReason.Redirected, 1)]
    [InlineData(308, MediaReplyStatus.Refused, MediaReason.Redirected, 1)]
    public async Task OpenAsync_AnyAnswer_MeansWhatItMeans(int code, MediaReplyStatus status, MediaReason reason, int requests)
    {
        _server.Answer = context =>
        {
            context.Response.StatusCode = code;
            context.Response.Headers.Location = "https://mmg.whatsapp.net/elsewhere";
            return Task.CompletedTask;
        };

        await using MediaReply reply = await OpenAsync(SomeFile.Path);

        Assert.Equal((status, reason), (reply.Status, reply.Reason));
        Assert.Equal(_hosts.Take(requests).Select(host => host + SomeFile.Path), _server.Requests);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("999999999", 86_400)]
    [InlineData("0", null)]
    [InlineData("soon", null)]
    [InlineData("Thu, 01 Jan 2026 00:02:00 GMT", 120)]
    [InlineData("Wed, 31 Dec 2025 00:00:00 GMT", null)]
    public async Task OpenAsync_Busy_SaysHowLongToWait(string header, int? seconds)
    {
        _time.Advance(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) - _time.GetUtcNow());
        _server.Answer = context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = header;
            return Task.CompletedTask;
        };

        await using MediaReply reply = await OpenAsync(SomeFile.Path);

        Assert.Equal(seconds, (int?)reply.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task OpenAsync_FirstHostIsBusy_TheNextHandsItOut()
    {
        _server.Answer = async context =>
        {
            context.Response.StatusCode = context.Request.Host.Host == _hosts[0] ? 503 : 200;
            await context.Response.Body.WriteAsync(new byte[] { 9 });
        };

        await using MediaReply reply = await OpenAsync(SomeFile.Path);

        Assert.Equal([9], await BytesAsync(reply));
    }

    [Fact]
    public async Task OpenAsync_ConnectionIsCut_IsUnreachable()
    {
        _server.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        await using MediaReply reply = await OpenAsync(SomeFile.Path);

        Assert.Equal((MediaReplyStatus.Busy, MediaReason.Unreachable), (reply.Status, reply.Reason));
    }

    [Fact]
    public async Task OpenAsync_BodyIsCut_BreaksOff()
    {
        // A cut may overtake what was sent before it.
        var isOpen = new TaskCompletionSource();
        _server.Answer = async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.Body.WriteAsync(new byte[10]);
            await context.Response.Body.FlushAsync();
            await isOpen.Task;
            context.Abort();
        };

        await using MediaReply reply = await OpenAsync(SomeFile.Path);
        isOpen.SetResult();

        await Assert.ThrowsAnyAsync<IOException>(() => BytesAsync(reply));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OpenAsync_ServerFallsSilent_IsNotWaitedForForEver(bool inBody)
    {
        var isSilent = new TaskCompletionSource();
        _server.Answer = async context =>
        {
            if (inBody)
            {
                await context.Response.Body.WriteAsync(new byte[10]);
                await context.Response.Body.FlushAsync();
            }

            isSilent.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };

        Task<MediaReply> opening = OpenAsync(SomeFile.Path);
        await isSilent.Task;
        Task ended = inBody ? BytesAsync(await opening) : opening;
        while (!ended.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        if (inBody)
        {
            await Assert.ThrowsAsync<IOException>(() => ended);
        }
        else
        {
            Assert.Equal(MediaReason.Unreachable, (await opening).Reason);
        }
    }

    [Fact]
    public async Task OpenAsync_HeadersWithoutEnd_IsUnreachable()
    {
        _server.Answer = context =>
        {
            context.Response.Headers["X-Long"] = new string('x', 100_000);
            return Task.CompletedTask;
        };

        await using MediaReply reply = await OpenAsync(SomeFile.Path);

        Assert.Equal(MediaReason.Unreachable, reply.Reason);
    }

    [Fact]
    public async Task OpenAsync_Cancelled_IsCancelled() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Source.OpenAsync(SomeFile.Connection, SomeFile.At(SomeFile.Path), new CancellationToken(true)).AsTask());

    Task<MediaReply> OpenAsync(string path) => Source.OpenAsync(SomeFile.Connection, SomeFile.At(path)).AsTask();

    static async Task<byte[]> BytesAsync(MediaReply reply)
    {
        using var bytes = new MemoryStream();
        await reply.Content!.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
