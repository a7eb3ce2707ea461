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

    /// <summary>Gets the cache the batch was read from.</summary>
    /// <remarks>A store that shares its database with this cache removes <see cref="Acknowledgements"/> in the same transaction, except those
    /// of items it reports as missing, and says so by <see cref="UpsertResult.CacheEntriesRemoved"/>.</remarks>
    public IMessageCache? Cache { get; init; }

    /// <summary>Gets the lease of the run that writes.</summary>
    /// <remarks>A store that shares its database with the lease's state store checks it in the same transaction, and throws
    /// <see cref="LeaseLostException"/> instead of writing if the lease is another's or over.</remarks>
    public ImportLease? Lease { get; init; }

    /// <summary>Gets the entries of <see cref="Cache"/> that are done with once the batch is committed.</summary>
    public IReadOnlyList<Acknowledgement> Acknowledgements { get; init => field = value ?? []; } = [];

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(MessageBatch)} {{ {nameof(Items)} = {Items.Count}, {nameof(Names)} = {Names.Count} }}";
}
