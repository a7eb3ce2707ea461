namespace HistoryImport;

/// <summary>What a run did.</summary>
/// <remarks>Passes through System.Text.Json and comes back with the same values; two results that hold lists are equal only if they hold the same ones.</remarks>
public sealed record ImportResult
{
    /// <summary>Gets the id of the run.</summary>
    public Guid RunId { get; init; }

    /// <summary>Gets how it ended.</summary>
    public ImportOutcome Outcome { get; init; }

    /// <summary>Gets why, in words for a person.</summary>
    public string Reason { get; init => field = value ?? ""; } = "";

    /// <summary>Gets how asking the phone ended; <see langword="null"/> if the run broke off before.</summary>
    public FetchEnd? FetchEnd { get; init; }

    /// <summary>Gets why asking the phone ended, and what can be done about it, in words for a person.</summary>
    public string FetchReason { get; init => field = value ?? ""; } = "";

    /// <summary>Gets how many requests were sent to the phone.</summary>
    public int FetchRequests { get; init; }

    /// <summary>Gets what is known of the wanted window; <see langword="null"/> unless the import was for one chat and might ask the phone.</summary>
    public HistoryCoverage? Coverage { get; init; }

    /// <summary>Gets the counts.</summary>
    public ImportCounts Counts { get; init => field = value ?? new ImportCounts(); } = new();

    /// <summary>Gets the filtered messages by reason.</summary>
    public IReadOnlyDictionary<string, long> FilteredBy { get; init => field = value ?? new Dictionary<string, long>(); } = new Dictionary<string, long>();

    /// <summary>Gets the chats in which a row was made or changed, by canonical JID.</summary>
    public IReadOnlyList<ChatImport> Chats { get; init => field = value ?? []; } = [];

    /// <summary>Gets the first problems, as many as <see cref="HistoryImportOptions.MaxProblems"/>.</summary>
    public IReadOnlyList<ImportProblem> Problems { get; init => field = value ?? []; } = [];

    /// <summary>Gets what the run could not do because the store, or the account, does not allow it, in sentences.</summary>
    public IReadOnlyList<string> Limitations { get; init => field = value ?? []; } = [];

    /// <summary>Gets whether the business declined to share its history with the official platform: none will come that way, whatever else was
    /// imported.</summary>
    /// <remarks>Said by <see cref="HistorySet.IsDeclined"/> once, remembered, and taken back by history that comes all the same. Where nothing was
    /// read the outcome is <see cref="ImportOutcome.Declined"/>.</remarks>
    public bool IsDeclined { get; init; }

    /// <summary>Gets how many messages the cache dropped because they were older than its retention.</summary>
    public long ExpiredMessages { get; init; }

    /// <summary>Gets how many acknowledgements were dropped because too many waited (<see cref="HistoryImportOptions.MaxWaitingStatuses"/>).</summary>
    public long DroppedStatuses { get; init; }

    /// <summary>Gets how long it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Gets the type of the exception behind <see cref="ImportOutcome.Failed"/>, such as <c>System.TimeoutException</c>.</summary>
    /// <remarks>The exception itself goes to the log, at Trace: what a store says may quote a row, and no exception passes through JSON.</remarks>
    public string? ErrorType { get; init; }

    /// <summary>Gets whether a failed run may succeed later without anybody mending anything (<see cref="HistoryStorageException.IsTransient"/>).</summary>
    public bool IsTransient { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Outcome}: {Reason}";
}
