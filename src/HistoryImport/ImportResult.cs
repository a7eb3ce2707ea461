namespace HistoryImport;

/// <summary>What a run did.</summary>
public sealed record ImportResult
{
    /// <summary>Gets the id of the run.</summary>
    public Guid RunId { get; init; }

    /// <summary>Gets how it ended.</summary>
    public ImportOutcome Outcome { get; init; }

    /// <summary>Gets why, in words for a person.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Gets how asking the phone ended; <see langword="null"/> if the run broke off before.</summary>
    public FetchEnd? FetchEnd { get; init; }

    /// <summary>Gets why asking the phone ended, and what can be done about it, in words for a person.</summary>
    public string FetchReason { get; init; } = "";

    /// <summary>Gets how many requests were sent to the phone.</summary>
    public int FetchRequests { get; init; }

    /// <summary>Gets the counts.</summary>
    public ImportCounts Counts { get; init; } = new();

    /// <summary>Gets the filtered messages by reason.</summary>
    public IReadOnlyDictionary<string, long> FilteredBy { get; init; } = new Dictionary<string, long>();

    /// <summary>Gets the chats in which a row was made or changed, by canonical JID.</summary>
    public IReadOnlyList<ChatImport> Chats { get; init; } = [];

    /// <summary>Gets the first problems, as many as <see cref="HistoryImportOptions.MaxProblems"/>.</summary>
    public IReadOnlyList<ImportProblem> Problems { get; init; } = [];

    /// <summary>Gets what the run could not do because the store, or the account, does not allow it, in sentences.</summary>
    public IReadOnlyList<string> Limitations { get; init; } = [];

    /// <summary>Gets how many messages the cache dropped because they were older than its retention.</summary>
    public long ExpiredMessages { get; init; }

    /// <summary>Gets how long it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Gets the exception behind <see cref="ImportOutcome.Failed"/>.</summary>
    public Exception? Error { get; init; }
}
