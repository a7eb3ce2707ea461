namespace HistoryImport;

/// <summary>What became of everything a run read.</summary>
/// <remarks><see cref="Read"/> is the sum of the others. How items are spread over the others depends on batching; the rows do not.</remarks>
public sealed record ImportCounts
{
    /// <summary>Gets the messages and amendments that were read.</summary>
    public long Read { get; init; }

    /// <summary>Gets those that can never become anything: no usable id or chat, or a field beyond its bound.</summary>
    public long Invalid { get; init; }

    /// <summary>Gets those that are no messages, or that were not asked for.</summary>
    public long Filtered { get; init; }

    /// <summary>Gets those merged into another item of their batch, and the amendments that wait for their message.</summary>
    public long Folded { get; init; }

    /// <summary>Gets those whose row already says so.</summary>
    public long Duplicates { get; init; }

    /// <summary>Gets those that made a row.</summary>
    public long Inserted { get; init; }

    /// <summary>Gets those that changed a row.</summary>
    public long Updated { get; init; }

    /// <summary>Gets those the store refused. They stay in the cache for the next run.</summary>
    public long Failed { get; init; }
}
