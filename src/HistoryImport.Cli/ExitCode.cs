namespace HistoryImport.Cli;

/// <summary>What scripts go by.</summary>
static class ExitCode
{
    public const int Completed = 0;

    /// <summary>Completed, but some messages or files were set aside, or kept with a problem.</summary>
    public const int CompletedWithProblems = 1;

    /// <summary>Did not complete: usage, store, no file readable.</summary>
    public const int NotCompleted = 2;

    /// <summary>Cancelled by Ctrl-C.</summary>
    public const int Cancelled = 130;
}
