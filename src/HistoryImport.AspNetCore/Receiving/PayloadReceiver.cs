using System.Buffers;
using Microsoft.Extensions.Logging;

namespace HistoryImport.AspNetCore;

/// <summary>Decodes payloads and hands what they hold to the inbox.</summary>
sealed class PayloadReceiver(IHistoryDecoder decoder, IHistoryInbox inbox, ILogger logger)
{
    /// <summary>Receives all of a payload. What it holds is as durable as the cache when this returns, up to where it can be read.</summary>
    /// <param name="connection">Whose it is.</param>
    /// <param name="payload">The payload.</param>
    /// <param name="told">Adds what was told beside the payload.</param>
    /// <param name="cancellationToken">Cancels between two parts.</param>
    public async ValueTask<Reading> ReceiveAsync(
        ConnectionKey connection, ReadOnlySequence<byte> payload, Func<HistorySet, HistorySet> told, CancellationToken cancellationToken)
    {
        using var stream = new SequenceStream(payload);
        IAsyncEnumerator<HistorySet> parts = decoder.DecodeAsync(stream, HistoryFormat.Unknown, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (parts.ConfigureAwait(false))
        {
            while (true)
            {
                (bool isThere, string? fault) = await MoveNextAsync(connection, parts).ConfigureAwait(false);
                if (!isThere)
                {
                    return new Reading(fault);
                }

                await inbox.ReceiveAsync(connection, told(parts.Current), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Whether there is anything in a payload that an import could use, or that has to be told.</summary>
    public async ValueTask<bool> HoldsHistoryAsync(ReadOnlySequence<byte> payload, CancellationToken cancellationToken)
    {
        using var stream = new SequenceStream(payload);
        IAsyncEnumerator<HistorySet> parts = decoder.DecodeAsync(stream, HistoryFormat.Unknown, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (parts.ConfigureAwait(false))
        {
            while (true)
            {
                (bool isThere, string? fault) = await MoveNextAsync(SetAsideDelivery.NoTenant, parts).ConfigureAwait(false);
                if (!isThere)
                {
                    return fault is not null;
                }

                if (parts.Current is { Messages.Count: > 0 } or { Chats.Count: > 0 } or { Contacts.Count: > 0 } or { Claims.Count: > 0 } or { Problems.Count: > 0 } or { IsDeclined: true })
                {
                    return true;
                }
            }
        }
    }

    // The payload is in memory: whatever else a decoder throws is about its bytes, and would be thrown each time they come.
    async ValueTask<(bool IsThere, string? Fault)> MoveNextAsync(ConnectionKey connection, IAsyncEnumerator<HistorySet> parts)
    {
        try
        {
            return (await parts.MoveNextAsync().ConfigureAwait(false), null);
        }
        catch (HistoryFormatException error)
        {
            return (false, error.Message);
        }
        catch (Exception error) when (error is not (OutOfMemoryException or OperationCanceledException))
        {
            Log.DecoderFailed(logger, connection, error);
            return (false, $"The decoder failed ({error.GetType().Name}).");
        }
    }
}
