using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HistoryImport.AspNetCore;

/// <summary>The webhook of a gateway: what it tells of one connection.</summary>
/// <remarks>Gateways keep what is not acknowledged in memory only, try a few times, and give up at once where they are refused: nothing with a right key is refused.</remarks>
sealed class GatewayEndpoint(
    Func<ConnectionKey, CancellationToken, ValueTask<string?>> ask, Func<string, HttpRequest, ReceivedBody, bool> isGenuine, Secrets secrets, BodyReader bodies,
    PayloadReceiver receiver, SetAsideDesk desk, Answering answering, ILogger logger)
{
    static readonly Answer _unknown = new(StatusCodes.Status401Unauthorized, "The key is wrong.");

    /// <param name="context">The request.</param>
    /// <param name="behind">How many segments stand behind the connection in the path.</param>
    public Task HandleAsync(HttpContext context, int behind) =>
        RequestPath.TryReadConnection(RequestPath.Of(context), behind, out ConnectionKey? connection)
            ? answering.RunAsync(context, connection.ToString(), connection, () => AnswerAsync(context, connection))
            : _unknown.WriteAsync(context);

    async Task<Answer?> AnswerAsync(HttpContext context, ConnectionKey connection)
    {
        if (await secrets.AskAsync(ask, connection, context.RequestAborted).ConfigureAwait(false) is not { } key)
        {
            Log.Refused(logger, connection.ToString(), "no key of this connection is known");
            return _unknown;
        }

        (ReceivedBody? body, int status) = await bodies.ReadAsync(context).ConfigureAwait(false);
        using (body)
        {
            if (body is null)
            {
                return Answer.Unread(status);
            }

            if (!isGenuine(key, context.Request, body))
            {
                Log.Refused(logger, connection.ToString(), "its key or signature is wrong");
                return _unknown;
            }

            Reading reading = await receiver.ReceiveAsync(connection, body.Content, set => set, context.RequestAborted).ConfigureAwait(false);
            return reading.IsWhole || await desk.TryKeepAsync(connection, SetAsideCause.Unreadable, reading.Fault!, body.Content, context.RequestAborted).ConfigureAwait(false)
                ? new Answer(StatusCodes.Status200OK)
                : Answer.NotNow(isPassing: false);
        }
    }
}
