namespace HistoryImport;

/// <summary>Whether a run goes on.</summary>
public enum RunState
{
    /// <summary>Somebody works on it.</summary>
    Running,

    /// <summary>It came to an end: see the outcome.</summary>
    Ended,

    /// <summary>Its process ended before it did. What it committed stays; the next import does the rest.</summary>
    Interrupted,
}
