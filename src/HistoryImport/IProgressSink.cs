namespace HistoryImport;

/// <summary>Hears how far a run is.</summary>
/// <remarks>
/// Called by one caller at a time for each run, with the latest report: what comes while a call is under way replaces what waits.
/// A sink never holds up an import; its exceptions are logged. The terminal report comes once, after the rows are safe. If the sink is
/// still busy when <see cref="HistoryImportOptions.ProgressDrainTimeout"/> is over, the import returns, and the terminal report comes as
/// soon as the sink does, unless the process ends before.
/// </remarks>
public interface IProgressSink
{
    /// <summary>Takes a report.</summary>
    /// <param name="progress">The report.</param>
    /// <param name="cancellationToken">Cancelled when the run no longer waits for the sink; never in the terminal report.</param>
    ValueTask ReportAsync(ImportProgress progress, CancellationToken cancellationToken = default);
}
