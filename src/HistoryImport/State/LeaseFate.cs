namespace HistoryImport;

/// <summary>What became of a lease that its owner no longer has.</summary>
enum LeaseFate
{
    /// <summary>It could not be looked up.</summary>
    Unknown,

    /// <summary>It was taken away, for nobody else.</summary>
    Revoked,

    /// <summary>Somebody else has it.</summary>
    Taken,

    /// <summary>It was removed, with all that was remembered of the run.</summary>
    Forgotten,

    /// <summary>It ran out, and nobody has it.</summary>
    Free,
}
