namespace HistoryImport.Cli;

/// <summary>What the user asked of an import.</summary>
sealed record ImportArguments
{
    public required IReadOnlyList<string> Paths { get; init; }

    public required IStoreAddress Store { get; init; }

    public required ImportRequest Request { get; init; }

    public bool Json { get; init; }
}
