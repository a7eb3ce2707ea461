using System.Buffers.Binary;

namespace HistoryImport;

/// <summary>Keeps the acknowledgements that wait below a bound.</summary>
/// <remarks>Counting them costs by their number, so it is done when a sixteenth of the bound may have come since the last time.</remarks>
sealed class WaitingBound(ConnectionKey connection, IMessageCache cache, IStateStore state, long most)
{
    const string Key = "waiting-since";
    const int DroppedAtOnce = 100_000;
    const int RemovedAtOnce = 5000;

    /// <param name="added">How many amendments began to wait in this run.</param>
    /// <param name="cancellationToken">Cancels between two steps.</param>
    /// <returns>How many acknowledgements were dropped.</returns>
    public async ValueTask<long> KeepAsync(long added, CancellationToken cancellationToken)
    {
        if (added == 0)
        {
            return 0;
        }

        StateValue? known = await state.GetAsync(connection, Key, cancellationToken).ConfigureAwait(false);
        long since = added + (known is { Value.Length: sizeof(long) } ? BinaryPrimitives.ReadInt64LittleEndian(known.Value.Span) : 0);
        long dropped = 0;
        if (since > most / 16)
        {
            dropped = await DropAsync(cancellationToken).ConfigureAwait(false);
            since = dropped < DroppedAtOnce ? 0 : since; // There may be more.
        }

        var value = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(value, since);

        // Losing a race to another run only makes the next count come a little later.
        await state.TrySetAsync(connection, Key, value, known?.Version ?? 0, null, cancellationToken).ConfigureAwait(false);
        return dropped;
    }

    async ValueTask<long> DropAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<long> surplus = await cache.FindSurplusStatusesAsync(connection, most, DroppedAtOnce, cancellationToken).ConfigureAwait(false);
        foreach (long[] some in surplus.Chunk(RemovedAtOnce))
        {
            await cache.RemoveAsync(connection, some, cancellationToken).ConfigureAwait(false);
        }

        return surplus.Count;
    }
}
