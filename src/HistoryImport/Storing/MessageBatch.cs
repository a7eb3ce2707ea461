using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>What one transaction commits.</summary>
/// <remarks>Holds live objects, and so does not pass through JSON.</remarks>
[JsonConverter(typeof(NoJsonConverter<MessageBatch>))]
public sealed record MessageBatch
{
    /// <summary>Gets the items: first those with content, then those that only amend. At most 10 000, with distinct keys.</summary>
    public IReadOnlyList<MessageUpsert> Items { get; init => field = value ?? []; } = [];

    /// <summary>Gets names that became known, with canonical JIDs. A store without a place for them ignores them.</summary>
    public IReadOnlyList<HistoryName> Names { get; init => field = value ?? []; } = [];

    /// <summary>Gets the database of the cache the batch was read from; <see langword="null"/> if that shares none.</summary>
    /// <remarks>A store that shares it (<see cref="StorageScope.IsShared"/>) removes the entries that <see cref="Acknowledged"/> names in the
    /// same transaction, and says so by <see cref="UpsertResult.CacheEntriesRemoved"/>.</remarks>
    public StorageScope? CacheScope { get; init; }

    /// <summary>Gets the lease of the run that writes.</summary>
    /// <remarks>A store that shares the database of the lease checks it in the same transaction, and throws
    /// <see cref="LeaseLostException"/> instead of writing if the lease is another's or over.</remarks>
    public ImportLease? Lease { get; init; }

    /// <summary>Gets the number of the erasures it was looked through for (<see cref="ErasureMarks.Number"/>).</summary>
    /// <remarks>A store that erases compares it with the connection's own in the same transaction, and throws <see cref="ErasuresChangedException"/>
    /// instead of writing if it is another: nothing that was erased meanwhile comes back.</remarks>
    public long Erasures { get; init; }

    /// <summary>Gets the entries of the cache that are done with once the batch is committed, but for those of items that are missing.</summary>
    public IReadOnlyList<Acknowledgement> Acknowledgements { get; init => field = value ?? []; } = [];

    /// <summary>Gets the numbers of the cache entries that the commit of this batch is done with.</summary>
    /// <remarks>An amendment without its message stays, and so does what is for every row with its id, a follow-up or a reaction in a group that
    /// names no sender: further rows may come that want it.</remarks>
    /// <param name="outcomes">What became of each item.</param>
    public IEnumerable<long> Acknowledged(IReadOnlyList<UpsertOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        return Acknowledgements
            .Where(entry => entry.Of < 0 || outcomes[entry.Of] != UpsertOutcome.Missing && !Items[entry.Of].IsForRowsToCome)
            .Select(entry => entry.EntryId);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(MessageBatch)} {{ {nameof(Items)} = {Items.Count}, {nameof(Names)} = {Names.Count} }}";
}
