using HistoryImport.Peers;

namespace HistoryImport.Benchmarks;

/// <summary>Into SQLite; the limit is its statement API, one transaction.</summary>
public class SqliteBenchmarks : ImportBenchmarks
{
    SqliteTable? _table;
    StatementApi? _limit;

    private protected override ITable Table => _table ??= new SqliteTable(Folder);

    private protected override ValueTask OpenLimitAsync(PeerHistory history)
    {
        _limit = new StatementApi(_table!.File, history.Messages);
        return default;
    }

    private protected override void RunLimit(PeerHistory history) => _limit!.Run(0, history.Rows.Length);

    private protected override ValueTask CloseLimitAsync()
    {
        _limit!.Dispose();
        return default;
    }
}
