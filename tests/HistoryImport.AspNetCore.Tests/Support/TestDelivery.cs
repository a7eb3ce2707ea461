using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HistoryImport.AspNetCore.Tests.Support;

/// <summary>A delivery as a bridge sends it, signed as docs/bridge.md says, with nothing of the product.</summary>
sealed class TestDelivery(TestHost host, string kind, byte[] body)
{
    public const string Number = "5511900000001@s.whatsapp.net";
    public const string Lid = "99000000000001@lid";

    public Dictionary<string, string> Headers { get; } = new()
    {
        ["x-history-version"] = "1",
        ["x-history-kind"] = kind,
        ["x-history-delivery"] = Convert.ToHexStringLower(SHA256.HashData(body)),
        ["x-history-account"] = $"{Number},{Lid}",
        ["x-history-timestamp"] = host.Time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
    };

    public ConnectionKey Connection { get; init; } = TestHost.Acme;

    public string? SignedPath { get; init; }

    public string? Key { get; init; }

    public string Id => Headers["x-history-delivery"];

    public static TestDelivery History(TestHost host, byte[] body) => new(host, "history", body)
    {
        Headers = { ["x-history-from"] = Number, ["x-history-stanza"] = "3EB0AA", ["x-history-sync-type"] = "3", ["x-history-chunk-order"] = "1" },
    };

    public static TestDelivery Event(TestHost host, string json) => new(host, "event", Encoding.UTF8.GetBytes(json));

    /// <summary>The event of a live message.</summary>
    public static TestDelivery Message(TestHost host, string id = "3EB0000000000001") => Event(
        host,
        $$$"""{"event":"messages.upsert","data":{"type":"notify","messages":[{"key":{"remoteJid":"5511900000002@s.whatsapp.net","fromMe":false,"id":"{{{id}}}"},"messageTimestamp":1699999999,"message":{"conversation":"hello"}}]}}""");

    public string Path => $"/history-import/connections/{Uri.EscapeDataString(Connection.Tenant)}/{Uri.EscapeDataString(Connection.Name)}/deliveries";

    public string Signature()
    {
        string[] lines =
        [
            "history-import-1", "POST", SignedPath ?? Path,
            .. Headers.Where(header => header.Key.StartsWith("x-history-", StringComparison.Ordinal)).OrderBy(header => header.Key, StringComparer.Ordinal).Select(header => $"{header.Key}:{header.Value}"),
            Convert.ToHexStringLower(SHA256.HashData(body)),
        ];
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key ?? host.Keys[Connection]), Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }

    public HttpRequestMessage Request(bool isSigned = true)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new ByteArrayContent(body) };
        foreach ((string name, string value) in Headers)
        {
            request.Headers.Add(name, value);
        }

        if (isSigned)
        {
            request.Headers.Add("x-history-signature", Signature());
        }

        return request;
    }

    public async Task<int> SendAsync()
    {
        using HttpResponseMessage response = await host.Http.SendAsync(Request());
        return (int)response.StatusCode;
    }
}
