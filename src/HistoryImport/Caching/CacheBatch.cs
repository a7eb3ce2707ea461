namespace HistoryImport;

/// <summary>What moves from the cache into the pipeline at once.</summary>
public sealed record CacheBatch
{
    /// <summary>Gets the messages.</summary>
    public IReadOnlyList<CachedMessage> Messages { get; init => field = value ?? []; } = [];

    /// <summary>Gets the names.</summary>
    public IReadOnlyList<CachedName> Names { get; init => field = value ?? []; } = [];

    /// <summary>Gets claims that came with it and are not yet among the cache's aliases.</summary>
    public IReadOnlyList<JidClaim> Claims { get; init => field = value ?? []; } = [];

    /// <summary>Gets whose account the history is, if it came with it and is not yet among the cache's aliases.</summary>
    public IReadOnlyList<Jid> Account { get; init => field = value ?? []; } = [];

    /// <summary>Gets what could not be read, or not as it was sent. It belongs to no chat.</summary>
    public IReadOnlyList<CachedProblem> Problems { get; init => field = value ?? []; } = [];

    /// <summary>Gets the last entry that was looked at: <see cref="CacheQuery.After"/> goes on behind it; 0 if the cache cannot go on.</summary>
    public long LastEntryId { get; init; }

    /// <summary>Gets the file or other source it came from, for naming problems.</summary>
    public string? Source { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(CacheBatch)} {{ {nameof(Messages)} = {Messages.Count}, {nameof(Names)} = {Names.Count}, {nameof(Problems)} = {Problems.Count} }}";
}
