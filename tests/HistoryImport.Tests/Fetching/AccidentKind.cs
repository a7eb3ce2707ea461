namespace HistoryImport.Tests.Fetching;

public enum AccidentKind
{
    None,

    /// <summary>The caller cancels as the call begins.</summary>
    Cancelled,

    /// <summary>The process dies before the call did anything.</summary>
    DiedBefore,

    /// <summary>The process dies after the call did its work, and nobody hears of it.</summary>
    DiedAfter,
}
