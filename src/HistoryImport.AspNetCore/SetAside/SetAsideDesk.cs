using System.Buffers;
using Microsoft.Extensions.Logging;

namespace HistoryImport.AspNetCore;

/// <summary>Sets deliveries aside, and says so in the log.</summary>
sealed class SetAsideDesk(SetAsideShelf shelf, ILogger logger)
{
    /// <summary>Keeps what came without an id: its hash names it.</summary>
    /// <returns>Whether it is durable now.</returns>
    public ValueTask<bool> TryKeepAsync(
        ConnectionKey connection, SetAsideCause cause, string reason, ReadOnlySequence<byte> payload, CancellationToken cancellationToken) => TryKeepAsync(
        connection, new SetAsideDelivery { Id = Convert.ToHexStringLower(ReceivedBody.Sha256Of(payload)), Cause = cause, Reason = reason }, payload, cancellationToken);

    /// <returns>Whether it is durable now.</returns>
    public async ValueTask<bool> TryKeepAsync(
        ConnectionKey connection, SetAsideDelivery delivery, ReadOnlySequence<byte> payload, CancellationToken cancellationToken)
    {
        string cause = delivery.Cause.ToString();
        bool isKept = await shelf.TryPutAsync(connection, delivery, payload, cancellationToken).ConfigureAwait(false);
        if (isKept)
        {
            Log.SetAside(logger, connection, payload.Length, cause, delivery.Reason);
        }
        else
        {
            Log.NoRoom(logger, connection, payload.Length, cause);
        }

        return isKept;
    }
}
