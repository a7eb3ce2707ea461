using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace HistoryImport.AspNetCore.Tests.Fetching;

public sealed class BridgeFetcherTests : IAsyncLifetime
{
    const string Key = "synthetic-key-from-host-to-bridge-2";

    static readonly ConnectionKey _strange = new("it's (a) *test*!", "ü/+ %");

    readonly TestHost _host;
    readonly List<(string Target, string Body, bool IsSigned)> _asked = [];
    Func<HttpContext, Task> _answer = context => context.Response.WriteAsync("""{"requestId":"3EB0REQUEST"}""");
    Uri? _door;
    string? _key = Key;

    public BridgeFetcherTests() => _host = new TestHost
    {
        Parts = builder => builder.UseBridgeFetcher(options =>
        {
            options.Door = (_, _) => new(_door);
            options.Key = (_, _) => new(_key);
            options.Timeout = TimeSpan.FromSeconds(5);
        }),
        Application = app =>
        {
            app.MapHistoryImport();
            app.MapPost("/door/{**rest}", AnswerAsync);
        },
    };

    public async ValueTask InitializeAsync()
    {
        await _host.StartAsync();
        _door = new Uri(_host.Http.BaseAddress!, "/door");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Fetch_Asked_IsSignedAndTellsTheRequest()
    {
        FetchReply reply = await FetchAsync();

        Assert.Equal((FetchStatus.Requested, "3EB0REQUEST"), (reply.Status, reply.RequestId));
        (string target, string body, bool isSigned) = Assert.Single(_asked);
        Assert.Equal("/door/connections/acme/support%20line/fetches", target);
        Assert.Equal("""{"count":50,"chat":"5511900000002@s.whatsapp.net","id":"3EB0AA","fromMe":true,"time":1700000000}""", body);
        Assert.True(isSigned);
    }

    [Fact]
    public async Task Fetch_StrangeNames_AreEncodedAsTheBridgeDoes()
    {
        await FetchAsync(_strange);

        Assert.Equal("/door/connections/it's%20(a)%20*test*!/%C3%BC%2F%2B%20%25/fetches", Assert.Single(_asked).Target);
        Assert.True(_asked[0].IsSigned);
    }

    [Theory]
    [InlineData(404, FetchStatus.NotSupported, "does not know this connection")]
    [InlineData(401, FetchStatus.NotReady, "compare the keys")]
    [InlineData(400, FetchStatus.NotReady, "no question about this message")]
    [InlineData(503, FetchStatus.NotReady, "not open")]
    [InlineData(413, FetchStatus.NotReady, "413")]
    [InlineData(500, FetchStatus.NotReady, "500")]
    [InlineData(200, FetchStatus.NotReady, "200")]
    public async Task Fetch_Refused_SaysWhy(int status, FetchStatus expected, string words)
    {
        _answer = context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };
        FetchReply reply = await FetchAsync();

        Assert.Equal(expected, reply.Status);
        Assert.Contains(words, reply.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"requestId\":\"\"}")]
    public async Task Fetch_TakenWithoutAnId_IsOnItsWay(string said)
    {
        _answer = context => context.Response.WriteAsync(said);
        FetchReply reply = await FetchAsync();

        Assert.Equal((FetchStatus.Requested, (string?)null), (reply.Status, reply.RequestId));
    }

    [Fact]
    public async Task Fetch_Redirected_FollowsNobody()
    {
        _answer = context =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = "/door/elsewhere";
            return Task.CompletedTask;
        };

        Assert.Equal(FetchStatus.NotReady, (await FetchAsync()).Status);
        Assert.Single(_asked);
    }

    [Fact]
    public async Task Fetch_HugeAnswer_IsNotRead()
    {
        _answer = context => context.Response.WriteAsync(new string(' ', 100_000));

        Assert.Equal(FetchStatus.NotReady, (await FetchAsync()).Status);
    }

    [Fact]
    public async Task Fetch_NoAnswer_IsGivenUp()
    {
        var asked = new TaskCompletionSource();
        _answer = context =>
        {
            asked.SetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        };
        Task<FetchReply> fetching = FetchAsync();
        await asked.Task;
        _host.Time.Advance(TimeSpan.FromSeconds(6));

        Assert.Contains("within 5 seconds", (await fetching).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_Cancelled_Throws()
    {
        using var cancel = new CancellationTokenSource();
        _answer = _ => cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Fetcher.FetchAsync(Request(TestHost.Acme), cancel.Token).AsTask());
    }

    [Fact]
    public async Task Fetch_NobodyThere_IsNotReady()
    {
        _door = new Uri("http://127.0.0.1:1/");

        Assert.Contains("cannot be reached", (await FetchAsync()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_ConnectionWithoutABridgeOrAKey_IsNotSupported()
    {
        _key = "short";
        Assert.Equal(FetchStatus.NotSupported, (await FetchAsync()).Status);
        _door = null;
        Assert.Equal(FetchStatus.NotSupported, (await FetchAsync()).Status);
        Assert.Empty(_asked);
    }

    [Fact]
    public async Task Start_OptionsMissing_NamesThem()
    {
        await using var host = new TestHost { Parts = builder => builder.UseBridgeFetcher() };

        var error = await Assert.ThrowsAsync<OptionsValidationException>(host.StartAsync);
        Assert.Contains("BridgeFetcherOptions.Door", error.Message, StringComparison.Ordinal);
        Assert.Contains("BridgeFetcherOptions.Key", error.Message, StringComparison.Ordinal);
    }

    IHistoryFetcher Fetcher => _host.Provider.GetRequiredService<IHistoryFetcher>();

    static FetchRequest Request(ConnectionKey connection) => new()
    {
        Connection = connection, Anchor = new MessageAnchor("5511900000002@s.whatsapp.net", "3EB0AA", true, 1_700_000_000), OldestMessageTime = 1_700_000_000_000,
    };

    async Task<FetchReply> FetchAsync(ConnectionKey? connection = null) => await Fetcher.FetchAsync(Request(connection ?? TestHost.Acme));

    async Task AnswerAsync(HttpContext context)
    {
        string target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        using var reader = new StreamReader(context.Request.Body);
        string body = await reader.ReadToEndAsync();
        string timestamp = context.Request.Headers["x-history-timestamp"].ToString();
        string text = $"history-import-1\nPOST\n{target}\nx-history-timestamp:{timestamp}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)))}";
        string signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), Encoding.UTF8.GetBytes(text)));
        bool isTimely = timestamp == _host.Time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        _asked.Add((target, body, isTimely && signature == context.Request.Headers["x-history-signature"]));
        context.Response.StatusCode = 202;
        await _answer(context);
    }
}
