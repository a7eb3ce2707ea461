namespace HistoryImport;

/// <summary>What an erasure removed, in numbers.</summary>
public sealed record ErasureResult
{
    /// <summary>Gets how many rows of messages are gone.</summary>
    public long Messages { get; init; }

    /// <summary>Gets how many reactions are gone, those to messages that are gone among them.</summary>
    public long Reactions { get; init; }

    /// <summary>Gets how many names are gone.</summary>
    public long Names { get; init; }

    /// <summary>Gets how many rows that others wrote lost their raw payload, because it named an erased person.</summary>
    public long RawPayloads { get; init; }

    /// <summary>Gets how many rows lost the key of their media, or the raw payload that may hold it.</summary>
    public long MediaKeys { get; init; }

    /// <summary>Gets how many entries of the cache are gone, or were written anew without their raw payload.</summary>
    public long CacheEntries { get; init; }

    /// <summary>Gets how many values of the state store are gone.</summary>
    public long States { get; init; }

    /// <summary>Gets what could not be done because a part of the host's own does not support it, in sentences.</summary>
    public IReadOnlyList<string> Limitations { get; init => field = value ?? []; } = [];

    /// <summary>Adds what another removed.</summary>
    internal ErasureResult Plus(ErasureResult other) => new()
    {
        Messages = Messages + other.Messages,
        Reactions = Reactions + other.Reactions,
        Names = Names + other.Names,
        RawPayloads = RawPayloads + other.RawPayloads,
        MediaKeys = MediaKeys + other.MediaKeys,
        CacheEntries = CacheEntries + other.CacheEntries,
        States = States + other.States,
        Limitations = [.. Limitations.Union(other.Limitations)],
    };
}
