using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace HistoryImport.AspNetCore;

/// <summary>The signature of the bridge's protocol: HMAC-SHA256 over method, path, headers of the protocol and the hash of the body.</summary>
static class BridgeSignature
{
    public const string Prefix = "x-history-";
    public const string Header = Prefix + "signature";
    public const string TimestampHeader = Prefix + "timestamp";

    /// <summary>Makes what is signed.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path as it is sent, without a query.</param>
    /// <param name="headers">All headers; those that are not of the protocol are passed over.</param>
    /// <param name="bodyHash">The SHA-256 of the body.</param>
    public static string Base(string method, string path, IEnumerable<KeyValuePair<string, StringValues>> headers, ReadOnlySpan<byte> bodyHash)
    {
        var text = new StringBuilder("history-import-1\n").Append(method.ToUpperInvariant()).Append('\n').Append(path).Append('\n');
        IEnumerable<(string Name, string Value)> signed = headers
            .Select(header => (Name: header.Key.ToLowerInvariant(), Value: header.Value.ToString()))
            .Where(header => header.Name.StartsWith(Prefix, StringComparison.Ordinal) && header.Name != Header)
            .OrderBy(header => header.Name, StringComparer.Ordinal);
        foreach ((string name, string value) in signed)
        {
            text.Append(name).Append(':').Append(value).Append('\n');
        }

        return text.Append(Convert.ToHexStringLower(bodyHash)).ToString();
    }

    /// <summary>Signs.</summary>
    /// <returns>32 bytes.</returns>
    public static byte[] Sign(string key, string text) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text));
}
