namespace HistoryImport;

/// <summary>How a run ended. Every run has exactly one.</summary>
public enum ImportOutcome
{
    /// <summary>Everything that was there has been dealt with.</summary>
    Completed,

    /// <summary>The run went through, and set some messages aside: see the problems.</summary>
    CompletedWithProblems,

    /// <summary>There was nothing to read.</summary>
    NothingFound,

    /// <summary>The same import was running, and the caller did not want to wait. Nothing was done.</summary>
    AlreadyRunning,

    /// <summary>The run was held up for so long that another may have taken over. What was committed stays; the rest is theirs.</summary>
    LeaseLost,

    /// <summary>The caller cancelled. What was committed stays.</summary>
    Cancelled,

    /// <summary>The run could not go on. What was committed stays; the rest is still in the cache.</summary>
    Failed,
}
