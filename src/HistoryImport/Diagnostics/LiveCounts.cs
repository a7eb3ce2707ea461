namespace HistoryImport;

/// <summary>Tells the meter what one run has come to, batch after batch.</summary>
sealed class LiveCounts(Telemetry telemetry)
{
    readonly Lock _lock = new();
    ImportCounts _told = new();

    /// <summary>Tells what is new.</summary>
    public void Tell(ImportCounts counts, bool isLast = false)
    {
        lock (_lock)
        {
            telemetry.Counted(_told, counts, isLast);
            _told = counts;
        }
    }
}
