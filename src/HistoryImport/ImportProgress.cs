namespace HistoryImport;

/// <summary>How far a run is.</summary>
public sealed record ImportProgress
{
    /// <summary>Gets the id of the run.</summary>
    public required Guid RunId { get; init; }

    /// <summary>Gets the connection.</summary>
    public required ConnectionKey Connection { get; init; }

    /// <summary>Gets the wanted chats, as the request named them; empty for the whole connection.</summary>
    public IReadOnlyList<Jid> Chats { get; init => field = value ?? []; } = [];

    /// <summary>Gets the phase.</summary>
    public ImportPhase Phase { get; init; }

    /// <summary>Gets what is committed so far.</summary>
    public ImportCounts Counts { get; init => field = value ?? new ImportCounts(); } = new();

    /// <summary>Gets the time of the oldest message committed so far.</summary>
    public DateTimeOffset? Oldest { get; init; }

    /// <summary>Gets how many requests were sent to the phone so far.</summary>
    public int FetchRequests { get; init; }

    /// <summary>Gets whether work on the database failed for a moment and is tried again just now.</summary>
    public bool IsRetrying { get; init; }

    /// <summary>Gets how often work on the database was tried again so far.</summary>
    public int Retries { get; init; }

    /// <summary>Gets what the run did; only in the terminal report.</summary>
    public ImportResult? Result { get; init; }
}
