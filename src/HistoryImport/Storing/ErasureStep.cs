namespace HistoryImport;

/// <summary>What one step of an erasure removed.</summary>
public sealed record ErasureStep
{
    /// <summary>Gets how many rows of messages are gone.</summary>
    public long Messages { get; init; }

    /// <summary>Gets how many reactions are gone.</summary>
    public long Reactions { get; init; }

    /// <summary>Gets how many names are gone.</summary>
    public long Names { get; init; }

    /// <summary>Gets how many rows lost their raw payload.</summary>
    public long RawPayloads { get; init; }

    /// <summary>Gets how many rows lost the key of their media, or the raw payload that may hold it.</summary>
    public long MediaKeys { get; init; }

    /// <summary>Gets where the next step goes on (<see cref="ErasureOrder.After"/>), in the store's own words; <see langword="null"/> if nothing is left.</summary>
    public string? Next { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(ErasureStep)} {{ {nameof(Messages)} = {Messages}, IsLast = {Next is null} }}";
}
