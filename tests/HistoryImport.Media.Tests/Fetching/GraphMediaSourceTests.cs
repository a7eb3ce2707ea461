using Microsoft.AspNetCore.Http;

namespace HistoryImport.Media.Tests.Fetching;

public sealed class GraphMediaSourceTests : IAsyncLifetime
{
    const string Place = "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1&hash=x";

    LocalServer _server = null!;
    MediaHttp _http = null!;
    string? _token = "token";

    public async ValueTask InitializeAsync()
    {
        _server = await LocalServer.StartAsync();
        _http = new MediaHttp(_server.Transport, new ManualTimeProvider());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task OpenAsync_Found_IsAskedForByIdAndThenByItsAddressWithTheTokenOfTheConnection()
    {
        var tokens = new List<string?>();
        _server.Answer = async context =>
        {
            tokens.Add(context.Request.Headers.Authorization);
            await context.Response.WriteAsync(
                context.Request.Host.Host == "graph.facebook.com" ? $$"""{"url":"{{Place}}","sha256":"{{new string('a', 64)}}","id":"123"}""" : "file");
        };

        await using MediaReply reply = await OpenAsync("123");

        Assert.Equal((MediaReplyStatus.Found, true), (reply.Status, reply.IsPlain));
        Assert.Equal(0xAA, reply.Sha256![31]);
        Assert.Equal("file", await new StreamReader(reply.Content!).ReadToEndAsync());
        Assert.Equal(["graph.facebook.com/v23.0/123", Place["https://".Length..]], _server.Requests);
        Assert.All(tokens, token => Assert.Equal("Bearer token", token));
    }

    [Theory]
    [InlineData("""{"url":"https://evil.example/x"}""", MediaReplyStatus.Refused, MediaReason.ForeignAddress)]
    [InlineData("""{"url":"http://lookaside.fbsbx.com/x"}""", MediaReplyStatus.Refused, MediaReason.ForeignAddress)]
    [InlineData("""{"url":"https://lookaside.fbsbx.com@evil.example/x"}""", MediaReplyStatus.Refused, MediaReason.ForeignAddress)]
    [InlineData("""{"url":5}""", MediaReplyStatus.Busy, MediaReason.ServerBusy)]
    [InlineData("[]", MediaReplyStatus.Busy, MediaReason.ServerBusy)]
    [InlineData("<html>", MediaReplyStatus.Busy, MediaReason.ServerBusy)]
    [InlineData("", MediaReplyStatus.Busy, MediaReason.ServerBusy)]
    public async Task OpenAsync_AnswerLeadsNowhereSafe_NobodyElseIsAsked(string answer, MediaReplyStatus status, MediaReason reason)
    {
        _server.Answer = context => context.Response.WriteAsync(answer);

        await using MediaReply reply = await OpenAsync("123");

        Assert.Equal((status, reason), (reply.Status, reply.Reason));
        Assert.Single(_server.Requests);
    }

    [Theory]
    [InlineData(400, MediaReplyStatus.Expired, MediaReason.LinkGone)]
    [InlineData(404, MediaReplyStatus.Expired, MediaReason.LinkGone)]
    [InlineData(401, MediaReplyStatus.Busy, MediaReason.NotAuthorised)]
    [InlineData(403, MediaReplyStatus.Busy, MediaReason.NotAuthorised)]
    [InlineData(429, MediaReplyStatus.Busy, MediaReason.ServerBusy)]
    public async Task OpenAsync_AnyAnswer_MeansWhatItMeans(int code, MediaReplyStatus status, MediaReason reason)
    {
        _server.Answer = context =>
        {
            context.Response.StatusCode = code;
            return Task.CompletedTask;
        };

        await using MediaReply reply = await OpenAsync("123");

        Assert.Equal((status, reason), (reply.Status, reply.Reason));
    }

    [Theory]
    [InlineData("../me")]
    [InlineData("1?fields=access_token")]
    [InlineData("1/2")]
    [InlineData("1%2F")]
    [InlineData("@evil.example")]
    public async Task OpenAsync_HostileId_IsRefusedAndNobodyIsAsked(string id)
    {
        await using MediaReply reply = await OpenAsync(id);

        Assert.Equal(MediaReason.ForeignAddress, reply.Reason);
        Assert.Equal(0, _server.Connections);
    }

    [Fact]
    public async Task OpenAsync_NoToken_NobodyIsAsked()
    {
        _token = null;

        await using MediaReply reply = await OpenAsync("123");

        Assert.Equal((MediaReplyStatus.Busy, MediaReason.NotAuthorised), (reply.Status, reply.Reason));
        Assert.Equal(0, _server.Connections);
    }

    Task<MediaReply> OpenAsync(string id) => new GraphMediaSource(_http, new GraphMediaOptions { Token = (_, _) => new(_token) })
        .OpenAsync(SomeFile.Connection, SomeFile.At(null, id)).AsTask();
}
