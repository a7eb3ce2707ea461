namespace HistoryImport.Cli;

/// <summary>What the user asked of an import.</summary>
sealed record ImportArguments
{
    public required IReadOnlyList<string> Paths { get; init; }

    public required IStoreAddress Store { get; init; }

    public required ImportRequest Request { get; init; }

    /// <summary>How long the database may take to be reached.</summary>
    public TimeSpan ConnectTimeout { get; init; }

    /// <summary>The key of what was erased from the database, if anything was.</summary>
    public ErasureKey? Key { get; init; }

    public bool Json { get; init; }

    /// <summary>Whether the report tells everything.</summary>
    public bool Verbose { get; init; }
}
