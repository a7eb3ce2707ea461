namespace HistoryImport;

/// <summary>Imports what the cache holds into the store.</summary>
/// <remarks>Thread-safe. Belongs to the container.</remarks>
public interface IHistoryImporter
{
    /// <summary>Runs one import to its end.</summary>
    /// <returns>What it did. Faults of the cache or the store are an outcome, not an exception.</returns>
    /// <exception cref="ArgumentException">The request contradicts itself.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled; what was committed stays.</exception>
    Task<ImportResult> ImportAsync(ImportRequest request, CancellationToken cancellationToken = default);
}
