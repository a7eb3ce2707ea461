using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>Where a run is. Phases never go backwards.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImportPhase>))]
public enum ImportPhase
{
    /// <summary>Not told.</summary>
    Unknown = 0,

    /// <summary>Getting ready.</summary>
    Preparing = 1,

    /// <summary>Waiting for an import that does the same, on this instance or another.</summary>
    Waiting = 2,

    /// <summary>Reading, merging and writing.</summary>
    Importing = 3,

    /// <summary>Asking the phone for older messages, and importing what it answers.</summary>
    Fetching = 4,

    /// <summary>Over: see the result.</summary>
    Ended = 5,
}
