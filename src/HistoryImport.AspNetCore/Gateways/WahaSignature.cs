using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace HistoryImport.AspNetCore;

/// <summary>The signature of WAHA: HMAC-SHA512 over the bytes of the body, in a header. What it says of time is not signed.</summary>
static class WahaSignature
{
    public static bool IsRight(string key, HttpRequest request, ReceivedBody body)
    {
        string algorithm = request.Headers["X-Webhook-Hmac-Algorithm"].ToString();
        return (algorithm.Length == 0 || algorithm.Equals("sha512", StringComparison.OrdinalIgnoreCase))
            && HexHash.IsSame(body.Hmac(HashAlgorithmName.SHA512, Encoding.UTF8.GetBytes(key)), request.Headers["X-Webhook-Hmac"].ToString());
    }
}
