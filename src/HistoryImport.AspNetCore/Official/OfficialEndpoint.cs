using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HistoryImport.AspNetCore;

/// <summary><c>GET</c> and <c>POST …/official/{app}</c>: the webhook of the official business platform.</summary>
sealed class OfficialEndpoint(OfficialOptions options, BodyReader bodies, OfficialReceiver receiver, Secrets secrets, Answering answering, ILogger logger)
{
    const string Sha256 = "sha256=";
    const int MaxChallengeLength = 256;

    // Of a name that is no app's nothing is logged: anybody may have written it.
    const string Place = "the official webhook";

    /// <summary>Answers the platform, which asks whether this address is meant.</summary>
    public Task ShakeHandsAsync(HttpContext context)
    {
        string app = RequestPath.Last(RequestPath.Of(context));
        return answering.RunAsync(context, Place, null, async () =>
        {
            IQueryCollection query = context.Request.Query;
            string challenge = query["hub.challenge"].ToString();
            OfficialApp? known = await AppAsync(app, context.RequestAborted).ConfigureAwait(false);
            bool isMeant = known is { VerifyToken.Length: > 0 }
                && query["hub.mode"] == "subscribe"
                && SecretText.IsSame(known.VerifyToken, query["hub.verify_token"].ToString())
                && challenge.Length is > 0 and <= MaxChallengeLength
                && challenge.All(c => c is > ' ' and < '\x7f');
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return isMeant ? new Answer(StatusCodes.Status200OK, challenge) : new Answer(StatusCodes.Status403Forbidden);
        });
    }

    /// <summary>Takes a webhook.</summary>
    public Task HandleAsync(HttpContext context)
    {
        string app = RequestPath.Last(RequestPath.Of(context));
        return answering.RunAsync(context, Place, null, () => AnswerAsync(context, app));
    }

    // Whatever is wrong but the signature is ours: the platform sends it again for days, and gives up at once on nothing but success.
    async Task<Answer?> AnswerAsync(HttpContext context, string app)
    {
        string signature = context.Request.Headers["X-Hub-Signature-256"].ToString();
        OfficialApp? known = await AppAsync(app, context.RequestAborted).ConfigureAwait(false);
        if (known is null || !signature.StartsWith(Sha256, StringComparison.Ordinal))
        {
            Log.Refused(logger, known is null ? Place : app, known is null ? "no such app is known" : "it is not signed");
            return new Answer(StatusCodes.Status401Unauthorized);
        }

        (ReceivedBody? body, _) = await bodies.ReadAsync(context).ConfigureAwait(false);
        using (body)
        {
            if (body is null)
            {
                Log.Refused(logger, app, "its body is too large, too slow, or there is too much in memory");
                return Answer.NotNow(isPassing: true);
            }

            if (!HexHash.IsSame(body.Hmac(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(known.Secret)), signature.AsSpan(Sha256.Length)))
            {
                Log.Refused(logger, app, "its signature is wrong");
                return new Answer(StatusCodes.Status401Unauthorized);
            }

            return await receiver.ReceiveAsync(app, body.Content, context.RequestAborted).ConfigureAwait(false)
                ? new Answer(StatusCodes.Status200OK)
                : Answer.NotNow(isPassing: false);
        }
    }

    async ValueTask<OfficialApp?> AppAsync(string app, CancellationToken cancellationToken)
    {
        OfficialApp? known = await options.App!(app, cancellationToken).ConfigureAwait(false);
        return secrets.Checked(known?.Secret, app) is null ? null : known;
    }
}
