namespace HistoryImport.Tests;

/// <summary>Tests of the trait Size=Long run at full size if HISTORYIMPORT_LONG=1; see tests/long.</summary>
static class LongRun
{
    public static bool IsWanted { get; } = Environment.GetEnvironmentVariable("HISTORYIMPORT_LONG") == "1";
}
