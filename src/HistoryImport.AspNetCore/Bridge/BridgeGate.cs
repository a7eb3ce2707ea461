using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HistoryImport.AspNetCore;

/// <summary>Lets in whoever holds the secret of the connection.</summary>
sealed class BridgeGate(BridgeOptions options, ReplayGuard guard, Secrets secrets, ILogger logger)
{
    const string Bearer = "Bearer ";

    /// <summary>Asks before the body is read for what can be told without it.</summary>
    /// <returns>What is left to check; <see langword="null"/> if nobody may come in.</returns>
    public async ValueTask<Func<ReceivedBody, bool>?> OpenAsync(HttpContext context, string path, ConnectionKey connection)
    {
        string signature = context.Request.Headers[BridgeSignature.Header].ToString();
        string? refusal;
        if (signature.Length > 0)
        {
            string? key = await secrets.AskAsync(options.DeliveryKey, connection, context.RequestAborted).ConfigureAwait(false);
            refusal = key is null ? "no key of this connection is known"
                : !guard.IsTimely(context.Request.Headers[BridgeSignature.TimestampHeader]) ? "it was signed more than five minutes from now: compare the clocks"
                : null;
            if (refusal is null)
            {
                return body => IsSigned(context.Request, path, key!, signature, body);
            }
        }
        else
        {
            string? token = await secrets.AskAsync(options.DeliveryToken, connection, context.RequestAborted).ConfigureAwait(false);
            string shown = context.Request.Headers.Authorization.ToString();
            refusal = !shown.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? "it shows neither a signature nor a token"
                : token is null || !SecretText.IsSame(token, shown[Bearer.Length..]) ? "the token is wrong"
                : null;
            if (refusal is null)
            {
                return _ => true;
            }
        }

        Log.Refused(logger, connection.ToString(), refusal);
        return null;
    }

    bool IsSigned(HttpRequest request, string path, string key, string signature, ReceivedBody body)
    {
        byte[] expected = BridgeSignature.Sign(key, BridgeSignature.Base(request.Method, path, request.Headers, body.Sha256()));
        return HexHash.IsSame(expected, signature) && guard.TryUse(Convert.ToHexStringLower(expected));
    }
}
