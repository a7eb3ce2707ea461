using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>How a run ended. Every run has exactly one.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImportOutcome>))]
public enum ImportOutcome
{
    /// <summary>Not told: no run ended like this.</summary>
    Unknown = 0,

    /// <summary>Everything that was there has been dealt with.</summary>
    Completed = 1,

    /// <summary>The run went through, and set some messages aside: see the problems.</summary>
    CompletedWithProblems = 2,

    /// <summary>There was nothing to read: no message, and nothing new of names and of who is who.</summary>
    NothingFound = 3,

    /// <summary>The same import was running, and the caller did not want to wait. Nothing was done.</summary>
    AlreadyRunning = 4,

    /// <summary>The run was held up for so long that another took over. What was committed stays; the rest is theirs.</summary>
    LeaseLost = 5,

    /// <summary>The caller cancelled. What was committed stays.</summary>
    Cancelled = 6,

    /// <summary>The run could not go on. What was committed stays; the rest is still in the cache.</summary>
    Failed = 7,

    /// <summary>There was nothing to read, and there will be none: the business declined to share its history with the official platform.</summary>
    Declined = 8,
}
