using System.Collections.Concurrent;

namespace HistoryImport;

/// <summary>What was erased of each connection, as this process last heard of it. Thread-safe.</summary>
/// <param name="store">Gets the store. A process that only receives may have none, and then names no key.</param>
/// <param name="key">The host's key.</param>
sealed class ErasureBook(Func<IMessageStore> store, ErasureKey? key)
{
    readonly ConcurrentDictionary<ConnectionKey, Sieve> _sieves = new();

    public IMessageStore Store => store();

    /// <summary>Gets whether anything can be erased here: the host named a key, and the store erases.</summary>
    public bool IsKept => key is not null && Store.Capabilities.Supports(StoreFeatures.Erasure);

    public MarkMaker MakerOf(ConnectionKey connection) => new(
        key ?? throw new InvalidOperationException("Nothing can be erased without a key for the marks it leaves. Name one by UseErasureKey, and keep it outside of the database."),
        connection);

    /// <summary>Gets what was erased, as far as it is known here. Whoever writes by it hears if more was.</summary>
    public ValueTask<Sieve> GetAsync(ConnectionKey connection, CancellationToken cancellationToken) =>
        !IsKept ? new(Sieve.None) : _sieves.TryGetValue(connection, out Sieve? known) ? new(known) : RenewAsync(connection, cancellationToken);

    /// <summary>Gets what was erased by now.</summary>
    /// <exception cref="HistoryStorageException">Something was, and the host named no key, or another.</exception>
    public async ValueTask<Sieve> RenewAsync(ConnectionKey connection, CancellationToken cancellationToken)
    {
        Sieve? known = _sieves.GetValueOrDefault(connection);
        ErasureMarks found = await Store.GetErasuresAsync(connection, known?.Number ?? 0, cancellationToken).ConfigureAwait(false);
        if (known is not null && known.Number == found.Number)
        {
            return known;
        }

        Sieve renewed = SieveOf(connection, found);
        return _sieves.AddOrUpdate(connection, renewed, (_, other) => other.Number > renewed.Number ? other : renewed);
    }

    /// <summary>Adds marks of one erasure, those of its earlier marks with another erasure among them, and lifts erasures.</summary>
    public async ValueTask<Sieve> ChangeAsync(
        ConnectionKey connection, IReadOnlyCollection<ErasureMark> added, IReadOnlyCollection<Guid> lifted, CancellationToken cancellationToken)
    {
        // Comes with the first of them, and stays: it tells whether somebody else's key is the same.
        ErasureMark[] all = added.Count > 0 ? [.. added, new ErasureMark(MakerOf(connection).OfKey, Guid.Empty)] : [];
        await Store.ChangeErasuresAsync(connection, all, lifted, cancellationToken).ConfigureAwait(false);
        return await RenewAsync(connection, cancellationToken).ConfigureAwait(false);
    }

    Sieve SieveOf(ConnectionKey connection, ErasureMarks found)
    {
        IReadOnlyCollection<ErasureMark> marks = found.Marks ?? [];
        if (key is null && marks.Count > 0)
        {
            throw new HistoryStorageException(
                $"Something of {connection} was erased, and without the key of its marks it cannot be kept out. Name the key: by UseErasureKey, or by --key to the tool.");
        }

        if (key is null)
        {
            return new Sieve(found.Number, Sieve.None.Marks, null);
        }

        var maker = new MarkMaker(key, connection);
        Dictionary<string, Guid> byMark = marks.ToDictionary(mark => mark.Mark, mark => mark.Erasure, StringComparer.Ordinal);
        return byMark.Count == 0 || byMark.ContainsKey(maker.OfKey)
            ? new Sieve(found.Number, byMark, maker)
            : throw new HistoryStorageException(
                $"What was erased of {connection} was marked with another key. Name that one: by UseErasureKey, or by --key to the tool.");
    }
}
