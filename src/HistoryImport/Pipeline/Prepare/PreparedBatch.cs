namespace HistoryImport;

/// <summary>A batch with canonical keys, and what was decided about everything else that was read with it.</summary>
sealed class PreparedBatch
{
    public required BatchFolder Folder { get; init; }

    public IReadOnlyList<HistoryName> Names { get; init; } = [];

    /// <summary>Joins that come before the batch.</summary>
    public IReadOnlyList<JidJoin> Joins { get; init; } = [];

    public IReadOnlyList<ImportProblem> Problems { get; init; } = [];

    public Dictionary<string, long> FilteredBy { get; init; } = [];

    /// <summary>Messages that wait until it is known where they belong.</summary>
    public IReadOnlyList<CachedMessage> Waiting { get; init; } = [];

    /// <summary>The number of the erasures it was looked through for.</summary>
    public long Erasures { get; init; }

    public string? Source { get; init; }

    public long Read { get; init; }

    public long Invalid { get; init; }
}
