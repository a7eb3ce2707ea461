namespace HistoryImport.Benchmarks;

/// <summary>Makes a database for each build, and writes 50 rows with nothing in between.</summary>
interface ITicketDatabase : IAsyncDisposable
{
    Task<string> CreateAsync(string name);

    /// <summary>Finishes what the database would otherwise do while the clock runs.</summary>
    Task SettleAsync();

    /// <summary>Writes the rows of one ticket in one transaction, and tells the ms that took.</summary>
    double WriteAtTheLimit();
}
