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

    /// <summary>Its process ended before it did. What it committed stays; the next import does the rest.</summary>
    Interrupted = 3,
}
