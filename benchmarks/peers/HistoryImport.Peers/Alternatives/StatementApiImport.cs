using HistoryImport.Benchmarks;

namespace HistoryImport.Peers;

/// <summary>SQLite's own statement API, one transaction: what SQLite can do at all.</summary>
sealed class StatementApiImport(SqliteTable table) : Alternative("statement API, one transaction", table)
{
    public override Role Role => Role.Limit;

    public override bool TakesKnown => false;

    public override Task<double> ImportAsync(PeerHistory history) => Task.FromResult(StatementApi.Insert(table.File, history.Messages));
}
