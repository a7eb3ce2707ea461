using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace HistoryImport.AspNetCore.Tests.Support;

/// <summary>A host with two apps at the official platform: one of two tenants, and one of a third.</summary>
sealed class OfficialHost : IAsyncDisposable
{
    public const string App = "shared";
    public const string Secret = "0123456789abcdef0123456789abcdef";
    public const string ThirdSecret = "fedcba9876543210fedcba9876543210";
    public const string VerifyToken = "synthetic verify token";

    public static readonly ConnectionKey Third = new("third", "number");

    readonly Dictionary<(string, string), ConnectionKey> _numbers = new()
    {
        [(App, "1001")] = TestHost.Acme, [(App, "2002")] = TestHost.Other, [("third", "3003")] = Third,
    };

    public OfficialHost() => Host = new TestHost
    {
        Options = options =>
        {
            options.Official.App = (app, _) => new(app switch
            {
                App => new OfficialApp(Secret, VerifyToken),
                "third" => new OfficialApp(ThirdSecret, VerifyToken + " of the third"),
                "weak" => new OfficialApp("short", "t"),
                _ => null,
            });
            options.Official.Number = (app, number, _) => new(_numbers.GetValueOrDefault((app, number)));
            options.Official.Account = (app, account, _) => new((app, account) switch
            {
                (App, "acme-account") => [TestHost.Acme],
                (App, "two-numbers") => [TestHost.Acme, TestHost.Other],
                _ => [],
            });
            Options(options);
        },
        Services = services => Services(services),
    };

    public TestHost Host { get; }

    public Action<HistoryEndpointOptions> Options { get; init; } = _ => { };

    public Action<IServiceCollection> Services { get; init; } = _ => { };

    public async Task<OfficialHost> StartAsync()
    {
        await Host.StartAsync();
        return this;
    }

    public async Task<HttpStatusCode> PostAsync(string body, string app = App, string secret = Secret) => await PostAsync(Encoding.UTF8.GetBytes(body), app, secret);

    public async Task<HttpStatusCode> PostAsync(byte[] body, string app = App, string secret = Secret, string? signature = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/history-import/official/{app}") { Content = new ByteArrayContent(body) };
        signature ??= "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
        request.Headers.Add("X-Hub-Signature-256", signature);
        using HttpResponseMessage response = await Host.Http.SendAsync(request);
        return response.StatusCode;
    }

    public static string Webhook(params IEnumerable<string> entries) => $$"""{"object":"whatsapp_business_account","entry":[{{string.Join(',', entries)}}]}""";

    public static string Entry(string account, params IEnumerable<string> changes) => $$"""{"id":"{{account}}","changes":[{{string.Join(',', changes)}}]}""";

    /// <summary>A live message to a number.</summary>
    public static string Message(string? number, string text, string id = "wamid.HBgNNTUxMTkwMDAwMDAwMRUCABIYIEFDMDAxMTIyMzM0NDU1NjY3Nzg4OTlBQUJCQ0NEREVFAA==") =>
        $$$"""{"field":"messages","value":{"messaging_product":"whatsapp",{{{Metadata(number)}}}"messages":[{"from":"5511900000001","id":"{{{id}}}","timestamp":"1699999999","type":"text","text":{"body":"{{{text}}}"}}]}}""";

    static string Metadata(string? number) => number is null ? "" : $$"""
        "metadata":{"display_phone_number":"155501{{number}}","phone_number_id":"{{number}}"},
        """;

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
