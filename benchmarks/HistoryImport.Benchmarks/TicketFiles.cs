using System.Diagnostics;

namespace HistoryImport.Benchmarks;

/// <summary>A file for each build. The limit is SQLite's own statement API, one transaction.</summary>
sealed class TicketFiles : ITicketDatabase
{
    const int RowsOfATicket = 50;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("history-import-bench-");
    StatementApi? _limit;
    int _written;

    public Task<string> CreateAsync(string name) => Task.FromResult(Path.Combine(_folder.FullName, name + ".db"));

    public Task SettleAsync()
    {
        _limit ??= new StatementApi(Path.Combine(_folder.FullName, "limit.db"), DecodedHistory.Create(100_000));
        return Task.CompletedTask;
    }

    public double WriteAtTheLimit()
    {
        long started = Stopwatch.GetTimestamp();
        _limit!.Run(_written, RowsOfATicket);
        _written += RowsOfATicket;
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    public ValueTask DisposeAsync()
    {
        _limit?.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
