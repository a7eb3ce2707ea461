using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>What is known of the last run of a connection or of its chats, whoever ran it and wherever.</summary>
public sealed record ImportStatus
{
    /// <summary>Gets the id of the run.</summary>
    public Guid RunId { get; init; }

    /// <summary>Gets the wanted chats, as the request named them; empty for the whole connection.</summary>
    public IReadOnlyList<Jid> Chats { get; init => field = value ?? []; } = [];

    /// <summary>Gets whether it goes on.</summary>
    public RunState State { get; init; }

    /// <summary>Gets its phase when <see cref="UpdatedAt"/> was.</summary>
    public ImportPhase Phase { get; init; }

    /// <summary>Gets what was committed by then.</summary>
    public ImportCounts Counts { get; init => field = value ?? new ImportCounts(); } = new();

    /// <summary>Gets the time of the oldest message committed by then.</summary>
    public DateTimeOffset? Oldest { get; init; }

    /// <summary>Gets whether work on the database had failed for a moment by then, and was being tried again. It is written when the database takes it.</summary>
    public bool IsRetrying { get; init; }

    /// <summary>Gets how often work on the database had been tried again by then.</summary>
    public int Retries { get; init; }

    /// <summary>Gets when it began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Gets when this was written. A run that goes on writes within a second of each batch.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Gets how it ended; <see langword="null"/> if it did not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImportOutcome? Outcome { get; init; }

    /// <summary>Gets how fetching ended; <see langword="null"/> if the run did not end.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FetchEnd? FetchEnd { get; init; }

    /// <summary>Gets why it ended, in words for a person.</summary>
    public string? Reason { get; init; }
}
