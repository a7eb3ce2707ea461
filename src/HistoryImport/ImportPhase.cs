namespace HistoryImport;

/// <summary>Where a run is. Phases never go backwards.</summary>
public enum ImportPhase
{
    /// <summary>Getting ready.</summary>
    Preparing,

    /// <summary>Reading, merging and writing.</summary>
    Importing,

    /// <summary>Asking the phone for older messages, and importing what it answers.</summary>
    Fetching,

    /// <summary>Over: see the result.</summary>
    Ended,
}
