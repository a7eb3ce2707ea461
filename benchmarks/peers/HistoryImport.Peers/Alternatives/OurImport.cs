namespace HistoryImport.Peers;

/// <summary>This library, from decoded messages on.</summary>
sealed class OurImport(string name, ITable table, Action<HistoryImportOptions>? configure = null) : Alternative(name, table)
{
    public override Role Role => Role.Ours;

    public override Task<double> ImportAsync(PeerHistory history) =>
        Benchmarks.Rounds.ImportAsync(Schema.Connection, history.Messages, Table.Use, configure);
}
