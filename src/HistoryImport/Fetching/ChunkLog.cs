namespace HistoryImport;

/// <summary>Which numbered pieces of a connection's history have come, as it lies in the state store.</summary>
sealed record ChunkLog
{
    const int MaxOfOneType = 2000;

    /// <summary>The numbers, by the kind of history (<see cref="HistorySyncType"/>).</summary>
    public Dictionary<int, IReadOnlyList<long>> Orders { get; init; } = [];

    /// <returns><see langword="null"/> if the number is there.</returns>
    public ChunkLog? With(int type, long order)
    {
        IReadOnlyList<long> known = Orders.GetValueOrDefault(type) ?? [];
        return known.Contains(order)
            ? null
            : new ChunkLog { Orders = new Dictionary<int, IReadOnlyList<long>>(Orders) { [type] = [.. known.TakeLast(MaxOfOneType - 1), order] } };
    }

    public bool HasAllBetween(Stretch older, Stretch newer)
    {
        if (older.Type is not { } type || type != newer.Type || older.FirstChunk is null || newer.FirstChunk is null)
        {
            return false;
        }

        (long after, long before) = older.FirstChunk > newer.LastChunk
            ? (newer.LastChunk!.Value, older.FirstChunk.Value)
            : (older.LastChunk!.Value, newer.FirstChunk.Value);
        IReadOnlyList<long> known = Orders.GetValueOrDefault(type) ?? [];
        return known.Count(order => order > after && order < before) >= before - after - 1;
    }
}
