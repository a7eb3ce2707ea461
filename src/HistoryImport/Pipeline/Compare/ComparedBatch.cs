namespace HistoryImport;

/// <summary>A batch ready to be written, with what was decided about everything else that was read with it.</summary>
sealed class ComparedBatch
{
    public required MessageBatch Batch { get; init; }

    /// <summary>For each amendment of the batch that may have to wait: the index of its item and what it was read as.</summary>
    public IReadOnlyList<(int Item, CachedMessage Amendment)> Amendments { get; init; } = [];

    /// <summary>Joins that come before the batch.</summary>
    public IReadOnlyList<JidJoin> Joins { get; init; } = [];

    public IReadOnlyList<ImportProblem> Problems { get; init; } = [];

    public IReadOnlyDictionary<string, long> FilteredBy { get; init; } = new Dictionary<string, long>();

    /// <summary>Messages that wait until it is known where they belong.</summary>
    public IReadOnlyList<CachedMessage> Waiting { get; init; } = [];

    public string? Source { get; init; }

    public long Read { get; init; }

    public long Invalid { get; init; }

    public long Folded { get; init; }

    public long Duplicates { get; init; }
}
