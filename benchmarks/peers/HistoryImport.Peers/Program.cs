using System.Globalization;
using HistoryImport.Benchmarks;
using HistoryImport.Peers;

// What the script `run` passes: folder of the Node scripts, folder for files, file of measurements, messages, rounds, rounds of the slow, names.
if (args is not [string scripts, string folder, string measurements, string count, string rounds, string slowRounds, string only])
{
    Console.Error.WriteLine("Start it by benchmarks/peers/run.");
    return 2;
}

PeerHistory history = PeerHistory.Create(folder, int.Parse(count, CultureInfo.InvariantCulture));
await using var postgreSql = new PostgreSqlTable(BenchmarkServer.Address);
var sqlite = new SqliteTable(folder);
using var ticketFlow = new NodeImport("reference, ticket: findOne and create", postgreSql, Path.Combine(scripts, "ticket-flow.mjs"), _ => 20, history);
using var connectionFlow = new NodeImport("reference, connection: findAll and upsert", postgreSql, Path.Combine(scripts, "connection-flow.mjs"), known => known == Known.All ? 1 : 20, history);
using var bulkCreate = new NodeImport("Sequelize, bulkCreate", postgreSql, Path.Combine(scripts, "bulk-create.mjs"), _ => 5, history);

// Ours with another setting is one more line: the same name with the setting after it, and a change of the options.
Alternative[] alternatives =
[
    new CopyImport(postgreSql),
    new EncodedCopyImport(postgreSql),
    new PsqlCopyImport(postgreSql),
    new OurImport("HistoryImport", postgreSql),
    new OurImport("HistoryImport, one writer", postgreSql, options => options.Writers = 1),
    new OurImport("HistoryImport, with a projection", new MirroredTable(postgreSql)),
    new StagedCopyImport(postgreSql),
    bulkCreate,
    new EfCoreImport(postgreSql),
    new OurImport("HistoryImport over EF Core", new EfCoreTable(BenchmarkServer.Address, folder, projects: false)),
    new OurImport("HistoryImport over EF Core, with a projection", new EfCoreTable(BenchmarkServer.Address, folder, projects: true)),
    connectionFlow,
    ticketFlow,
    new StatementApiImport(sqlite),
    new OurImport("HistoryImport", sqlite),
    new OurImport("HistoryImport, with a projection", new MirroredTable(sqlite)),
    new PreparedStatementImport(sqlite),
    new EfCoreImport(sqlite),
    new OurImport("HistoryImport over EF Core", new EfCoreTable(null, folder, projects: false)),
    new OurImport("HistoryImport over EF Core, with a projection", new EfCoreTable(null, folder, projects: true)),
];
await using StreamWriter lines = File.AppendText(measurements);
var measured = new HistoryImport.Peers.Rounds(
    [.. alternatives.Where(one => only.Split(';').Any(text => $"{one.Table.Database} {one.Name}".Contains(text, StringComparison.OrdinalIgnoreCase)))],
    history, lines);
await measured.WarmUpAsync();
await measured.RunAsync(int.Parse(rounds, CultureInfo.InvariantCulture), int.Parse(slowRounds, CultureInfo.InvariantCulture));
return 0;
