using System.Buffers;
using HistoryImport.Media;
using Microsoft.AspNetCore.Http;

namespace HistoryImport.AspNetCore;

/// <summary><c>POST …/connections/{tenant}/{connection}/deliveries</c>: what a bridge delivers.</summary>
/// <param name="gate">Who may deliver.</param>
/// <param name="bodies">Reads what is delivered.</param>
/// <param name="receiver">Takes history in.</param>
/// <param name="media">Takes in what phones say of files; <see langword="null"/> in hosts that recover none.</param>
/// <param name="desk">Where goes what cannot be read.</param>
/// <param name="answering">Answers.</param>
sealed class DeliveryEndpoint(BridgeGate gate, BodyReader bodies, PayloadReceiver receiver, IMediaAnswers? media, SetAsideDesk desk, Answering answering)
{
    static readonly Answer _unknown = new(StatusCodes.Status401Unauthorized, "The signature or the token is wrong, or the clock is.");

    public Task HandleAsync(HttpContext context)
    {
        string path = RequestPath.Of(context);
        return RequestPath.TryReadConnection(path, behind: 1, out ConnectionKey? connection)
            ? answering.RunAsync(context, connection.ToString(), connection, () => AnswerAsync(context, path, connection))
            : _unknown.WriteAsync(context);
    }

    async Task<Answer?> AnswerAsync(HttpContext context, string path, ConnectionKey connection)
    {
        if (bodies.IsTooLarge(context.Request))
        {
            return new Answer(StatusCodes.Status413PayloadTooLarge, "This host takes no body as large as this one.");
        }

        if (await gate.OpenAsync(context, path, connection).ConfigureAwait(false) is not { } isGenuine)
        {
            return _unknown;
        }

        (ReceivedBody? body, int status) = await bodies.ReadAsync(context).ConfigureAwait(false);
        using (body)
        {
            return body is null ? Answer.Unread(status)
                : !isGenuine(body) ? _unknown
                : !DeliveryHeaders.TryRead(context.Request.Headers, out DeliveryHeaders? headers, out string? fault) ? new Answer(StatusCodes.Status400BadRequest, fault)
                : await ReceiveAsync(connection, headers, body.Content, context.RequestAborted).ConfigureAwait(false);
        }
    }

    async Task<Answer> ReceiveAsync(ConnectionKey connection, DeliveryHeaders headers, ReadOnlySequence<byte> content, CancellationToken cancellationToken)
    {
        if (headers.Kind == "loss")
        {
            string reason = $"The bridge could not have the blob of a notification ({Plain(headers["loss"])}, status {Plain(headers["status"])}, chunk {Plain(headers["chunk-order"])}): that part of the history is missing.";
            return await SetAsideAsync(connection, headers, SetAsideCause.Lost, reason, content, StatusCodes.Status204NoContent, cancellationToken).ConfigureAwait(false);
        }

        if (headers.Kind == "history" && !OwnPhone.Sent(headers["from"], headers.Account))
        {
            const string Reason = "It is delivered as history, and not by the account's own phone (x-history-from is not device 0 of x-history-account).";
            return await SetAsideAsync(connection, headers, SetAsideCause.NotOwnPhone, Reason, content, StatusCodes.Status422UnprocessableEntity, cancellationToken)
                .ConfigureAwait(false);
        }

        Reading reading = await receiver.ReceiveAsync(connection, content, headers.Complete, cancellationToken).ConfigureAwait(false);
        if (reading.IsWhole && headers.Kind == "event" && media is not null)
        {
            foreach (MediaAnswer answer in MediaUpdate.Read(content))
            {
                await media.ReceiveAsync(connection, answer, cancellationToken).ConfigureAwait(false);
            }
        }

        return reading.IsWhole
            ? new Answer(StatusCodes.Status204NoContent)
            : await SetAsideAsync(
                connection, headers, SetAsideCause.Unreadable, reading.Fault!, content, StatusCodes.Status422UnprocessableEntity, cancellationToken).ConfigureAwait(false);
    }

    // Without room only this one has to wait: others go on, as they do behind one that is too large.
    async Task<Answer> SetAsideAsync(
        ConnectionKey connection, DeliveryHeaders headers, SetAsideCause cause, string reason, ReadOnlySequence<byte> content, int status,
        CancellationToken cancellationToken)
    {
        var delivery = new SetAsideDelivery { Id = headers.Id, Cause = cause, Reason = reason, Headers = headers.All };
        return await desk.TryKeepAsync(connection, delivery, content, cancellationToken).ConfigureAwait(false)
            ? new Answer(status)
            : new Answer(StatusCodes.Status413PayloadTooLarge, "There is no room for what has to be set aside.");
    }

    // What a bridge says is no part of a sentence unless it is a word or a number.
    static string Plain(string? said) => said is { Length: > 0 and <= 16 } && said.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? said : "unknown";
}
