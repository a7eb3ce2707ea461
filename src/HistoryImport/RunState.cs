using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>Whether a run goes on.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunState>))]
public enum RunState
{
    /// <summary>Not told.</summary>
    Unknown = 0,

    /// <summary>Somebody works on it.</summary>
    Running = 1,

    /// <summary>It came to an end: see the outcome.</summary>
    Ended = 2,

    /// <summary>Nobody works on it any more, and it did not come to an end: its process is gone, or its lease was lost. What it committed stays; the next import does the rest.</summary>
    Interrupted = 3,
}
