using System.Text;

namespace HistoryImport;

/// <summary>A small durable dictionary for what must outlive a run: who imports, how far it got, what is known of a chat's end.</summary>
/// <remarks>Thread-safe. Throws <see cref="HistoryStorageException"/> if its medium fails.</remarks>
public interface IStateStore
{
    /// <summary>Gets the database it lies in, as far as the other parts have to know it: see <see cref="StorageScope"/>.</summary>
    StorageScope? Scope => null;

    /// <summary>Gets a value that has not expired.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="key">The key, as <see cref="StateValue.CheckKey"/> wants it.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns><see langword="null"/> if there is none.</returns>
    ValueTask<StateValue?> GetAsync(ConnectionKey connection, string key, CancellationToken cancellationToken = default);

    /// <summary>Writes a value if nobody else did meanwhile.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="key">The key, as <see cref="StateValue.CheckKey"/> wants it.</param>
    /// <param name="value">The value, at most <see cref="StateValue.MaxBytes"/>.</param>
    /// <param name="expectedVersion">The version that was read; 0 if there was none.</param>
    /// <param name="timeToLive">How long the value lasts by the clock of the store; <see langword="null"/> for ever; zero removes it.</param>
    /// <param name="cancellationToken">Cancels before the write.</param>
    /// <returns>The new version, greater than 0; <see langword="null"/> if somebody else wrote first.</returns>
    ValueTask<long?> TrySetAsync(
        ConnectionKey connection, string key, ReadOnlyMemory<byte> value, long expectedVersion, TimeSpan? timeToLive = null,
        CancellationToken cancellationToken = default);

    /// <summary>Gets several values at once.</summary>
    /// <remarks>Not supported (the default): one after the other is asked for. A store that is a round trip away spares all but one.</remarks>
    /// <param name="connection">The connection.</param>
    /// <param name="keys">The keys, each once.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>One for each key, in their order; <see langword="null"/> where there is none.</returns>
    async ValueTask<IReadOnlyList<StateValue?>> GetManyAsync(ConnectionKey connection, IReadOnlyList<string> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var values = new StateValue?[keys.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = await GetAsync(connection, keys[i], cancellationToken).ConfigureAwait(false);
        }

        return values;
    }

    /// <summary>Writes several values in their order, up to the first that somebody else wrote meanwhile.</summary>
    /// <remarks>Not supported (the default): one after the other is written, and what was written before a failure stays. A store that writes
    /// all of it in one transaction spares the others, and then a failure leaves nothing.</remarks>
    /// <param name="connection">The connection.</param>
    /// <param name="writes">The values, each key once.</param>
    /// <param name="cancellationToken">Cancels before the write.</param>
    /// <returns>The new versions of those that were written: where there are fewer than values, somebody else wrote the next one first, and
    /// none behind it was written.</returns>
    async ValueTask<IReadOnlyList<long>> TrySetManyAsync(
        ConnectionKey connection, IReadOnlyList<StateWrite> writes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(writes);
        var versions = new List<long>(writes.Count);
        foreach (StateWrite write in writes)
        {
            if (await TrySetAsync(connection, write.Key, write.Value, write.ExpectedVersion, write.TimeToLive, cancellationToken)
                .ConfigureAwait(false) is not { } version)
            {
                break;
            }

            versions.Add(version);
        }

        return versions;
    }

    /// <summary>Lists the keys of a connection that hold a value.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="prefix">What the keys begin with.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The keys, in no order.</returns>
    ValueTask<IReadOnlyList<string>> ListKeysAsync(ConnectionKey connection, string prefix, CancellationToken cancellationToken = default);

    /// <summary>Removes every value of a connection, leases included, all or none. A run that goes on finds its lease lost, and writes no more.</summary>
    /// <remarks>Versions go on: nobody who still holds one of before can match a value that is written later.</remarks>
    /// <param name="connection">The connection.</param>
    /// <param name="cancellationToken">Cancels before the removal.</param>
    ValueTask ForgetAsync(ConnectionKey connection, CancellationToken cancellationToken = default);

    /// <summary>Removes every value whose key or value holds one of some texts as bytes of UTF-8, what has expired among them, after somebody was erased.</summary>
    /// <remarks>Not supported (the default): those that have not expired are removed one after the other. Versions go on, as with
    /// <see cref="ForgetAsync"/>.</remarks>
    /// <param name="connection">The connection.</param>
    /// <param name="texts">The texts, none of them empty.</param>
    /// <param name="cancellationToken">Cancels before the removal.</param>
    /// <returns>How many were removed.</returns>
    async ValueTask<long> EraseAsync(ConnectionKey connection, IReadOnlyCollection<string> texts, CancellationToken cancellationToken = default)
    {
        byte[][] wanted = [.. texts.Select(Encoding.UTF8.GetBytes)];
        long removed = 0;
        foreach (string key in await ListKeysAsync(connection, "", cancellationToken).ConfigureAwait(false))
        {
            // A run that goes on may write it meanwhile.
            while (await GetAsync(connection, key, cancellationToken).ConfigureAwait(false) is { } value
                && (StateValue.Holds(Encoding.UTF8.GetBytes(key), wanted) || StateValue.Holds(value.Value.Span, wanted)))
            {
                removed += await TrySetAsync(connection, key, default, value.Version, TimeSpan.Zero, cancellationToken).ConfigureAwait(false) is null ? 0 : 1;
            }
        }

        return removed;
    }

    /// <summary>Waits until a value may have changed.</summary>
    /// <remarks>Only spares time: the library also asks again every few seconds. Not supported (the default): never completes. A
    /// store whose values other processes write, and whose database can tell, completes soon after such a write; completing without
    /// one is allowed.</remarks>
    /// <param name="connection">The connection.</param>
    /// <param name="key">The key.</param>
    /// <param name="knownVersion">The version that was read; 0 if there was none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that is cancelled with the token.</returns>
    Task WaitForChangeAsync(ConnectionKey connection, string key, long knownVersion, CancellationToken cancellationToken = default) =>
        Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
}
