using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace HistoryImport.AspNetCore;

/// <summary>Brings each part of a webhook to the connection of its own number.</summary>
sealed class OfficialReceiver(OfficialOptions options, PayloadReceiver receiver, SetAsideDesk desk, ILogger logger)
{
    const string NoJson = "It is signed by the official platform, and is no JSON.";
    const string Nobodys = "It names a number that is nobody's (OfficialOptions.Number), or none, and its account has not exactly one (OfficialOptions.Account).";

    /// <summary>Receives all parts; one that cannot be kept now holds up no other.</summary>
    /// <returns>Whether all is durable, or set aside.</returns>
    public async ValueTask<bool> ReceiveAsync(string app, ReadOnlySequence<byte> body, CancellationToken cancellationToken)
    {
        using JsonDocument? document = OfficialBody.TryParse(body);
        if (document is null)
        {
            return await desk.TryKeepAsync(SetAsideDelivery.NoTenant, SetAsideCause.Unreadable, NoJson, body, cancellationToken).ConfigureAwait(false);
        }

        bool isAllKept = true;
        foreach (OfficialPart part in OfficialBody.Split(document.RootElement))
        {
            isAllKept &= await TryReceiveAsync(app, part, cancellationToken).ConfigureAwait(false);
        }

        return isAllKept;
    }

    async ValueTask<bool> TryReceiveAsync(string app, OfficialPart part, CancellationToken cancellationToken)
    {
        ConnectionKey? connection = null;
        try
        {
            connection = await OwnerAsync(app, part, cancellationToken).ConfigureAwait(false);
            return await ReceiveAsync(connection, new ReadOnlySequence<byte>(part.Body), cancellationToken).ConfigureAwait(false);
        }
        catch (HistoryStorageException error)
        {
            Log.NotNow(logger, connection ?? SetAsideDelivery.NoTenant, error.Message);
        }
        catch (Exception error) when (error is not (OutOfMemoryException or OperationCanceledException))
        {
            Log.Failed(logger, connection?.ToString() ?? app, error.GetType().Name);
            Log.FailedDetail(logger, app, error);
        }

        return false;
    }

    async ValueTask<bool> ReceiveAsync(ConnectionKey? connection, ReadOnlySequence<byte> body, CancellationToken cancellationToken)
    {
        if (connection is null)
        {
            // The platform also tells of templates, limits and the like, which are of an account and no history.
            return !await receiver.HoldsHistoryAsync(body, cancellationToken).ConfigureAwait(false)
                || await desk.TryKeepAsync(SetAsideDelivery.NoTenant, SetAsideCause.Unassigned, Nobodys, body, cancellationToken).ConfigureAwait(false);
        }

        Reading reading = await receiver.ReceiveAsync(connection, body, set => set, cancellationToken).ConfigureAwait(false);
        return reading.IsWhole || await desk.TryKeepAsync(connection, SetAsideCause.Unreadable, reading.Fault!, body, cancellationToken).ConfigureAwait(false);
    }

    async ValueTask<ConnectionKey?> OwnerAsync(string app, OfficialPart part, CancellationToken cancellationToken)
    {
        ConnectionKey? owner = null;
        if (part.Number is { } number)
        {
            owner = await options.Number!(app, number, cancellationToken).ConfigureAwait(false);
        }
        else if (part.Account is { } account && options.Account is { } connectionsOf)
        {
            IReadOnlyList<ConnectionKey> all = await connectionsOf(app, account, cancellationToken).ConfigureAwait(false);
            owner = all.Count == 1 ? all[0] : null;
        }

        return owner == SetAsideDelivery.NoTenant ? null : owner;
    }
}
