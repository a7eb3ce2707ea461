using HistoryImport.Peers;
using Npgsql;

namespace HistoryImport.Benchmarks;

/// <summary>Into PostgreSQL; the limit is Npgsql's typed COPY on one connection.</summary>
public class PostgreSqlBenchmarks : ImportBenchmarks
{
    PostgreSqlTable? _table;
    NpgsqlConnection? _limit;

    private protected override ITable Table => _table ??= new PostgreSqlTable(BenchmarkServer.Address);

    private protected override async ValueTask OpenLimitAsync(PeerHistory history) => _limit = await _table!.OpenNpgsqlAsync();

    private protected override void RunLimit(PeerHistory history) => RowCopy.Write(_limit!, "messages", history.Rows);

    private protected override ValueTask CloseLimitAsync() => _limit!.DisposeAsync();
}
