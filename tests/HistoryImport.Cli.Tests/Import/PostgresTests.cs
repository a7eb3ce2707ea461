using System.Diagnostics;
using HistoryImport.Cli.Tests.Support;
using HistoryImport.PostgreSql.Tests;
using Xunit.Abstractions;

namespace HistoryImport.Cli.Tests.Import;

/// <summary>What holds for SQLite holds for PostgreSQL, and for many processes at once.</summary>
/// <remarks>Reduced sizes by default; HISTORYIMPORT_LONG=1 runs 100 000 messages and 20 restarts.</remarks>
[Trait("Size", "Long")]
public sealed class PostgresTests(ITestOutputHelper output)
{
    const int Processes = 8;

    static readonly bool _long = Environment.GetEnvironmentVariable("HISTORYIMPORT_LONG") == "1";
    static readonly int _messages = _long ? 100_000 : 20_000;
    static readonly int _restarts = _long ? 20 : 5;

    [Fact]
    public async Task Import_EitherEncodingAndAgain_GivesTheTruth()
    {
        History history = History.Small(1);
        foreach (string path in new[] { history.Protobuf, history.Json })
        {
            await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
            await ImportAsync(database, path);
            Rows.AssertSame(history.Truth, await Rows.ExportAsync(database.Store));

            ToolResult again = await ImportAsync(database, path);
            Assert.Equal((0, 0), (again.Count("inserted"), again.Count("updated")));
            Rows.AssertSame(history.Truth, await Rows.ExportAsync(database.Store));
        }
    }

    [Fact]
    public async Task Import_FileByFileInShuffledOrder_GivesTheTruth()
    {
        History history = History.Large(_messages);
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        string[] files = history.ProtobufFiles;
        new Random(7).Shuffle(files);
        foreach (string file in files)
        {
            await ImportAsync(database, file);
        }

        Rows.AssertSame(history.Truth, await Rows.ExportAsync(database.Store));
    }

    [Fact]
    public async Task Import_ManyProcessesAtOnce_GivesTheTruth()
    {
        History history = History.Large(_messages);
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        ToolResult[] imports = await Task.WhenAll(Enumerable.Range(0, Processes).Select(_ => ImportAsync(database, history.Protobuf)));

        output.WriteLine($"inserted: {string.Join(' ', imports.Select(import => import.Count("inserted")))}");
        Rows.AssertSame(history.Truth, await Rows.ExportAsync(database.Store));
    }

    [Fact]
    public async Task Import_ServerStoppedAgainAndAgain_GivesTheTruth()
    {
        History history = History.Large(_messages);
        PrivateCluster cluster = await PrivateCluster.StartNewAsync();
        int during = 0;
        int restarts = 0;
        while (restarts < _restarts)
        {
            await using PostgresDatabase database = await PostgresDatabase.CreateAsync(cluster.ConnectionString);
            Task<ToolResult> import = ImportAsync(database, history.Protobuf);
            while (!import.IsCompleted && restarts < _restarts)
            {
                long before = await database.CountAsync();
                while (!import.IsCompleted && await database.CountAsync() <= before)
                {
                    await Task.Delay(5);
                }

                during += import.IsCompleted ? 0 : 1;
                await cluster.StopAsync();
                await Task.Delay(100);
                await cluster.StartAsync();
                restarts++;
            }

            await import;
            Rows.AssertSame(history.Truth, await Rows.ExportAsync(database.Store));
        }

        output.WriteLine($"{during} of {restarts} restarts fell into an import.");
        await cluster.StopAsync();
    }

    [Fact]
    public async Task Import_KilledAgainAndAgain_GivesTheTruthInTheEnd()
    {
        History history = History.Large(_messages);
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        for (int kill = 0; kill < 5; kill++)
        {
            using Process process = Tool.Start(["import", history.Protobuf, "--store", database.Store, "--json"]);
            long before = history.Truth.Length * kill / 5;
            while (!process.HasExited && await database.CountAsync() <= before)
            {
                await Task.Delay(5);
            }

            process.Kill();
            await process.WaitForExitAsync();
        }

        await ImportAsync(database, history.Protobuf);
        Rows.AssertSame(history.Truth, await Rows.ExportAsync(database.Store));
    }

    [Theory]
    [InlineData("postgres:Host=127.0.0.1;Port=1;Username=me;Password=hunter2;Timeout=1;Database=db")]
    [InlineData("postgres:Host=h;Nonsense=hunter2")]
    [InlineData("postgres:hunter2")]
    public async Task Export_WrongAddress_PrintsNoSecret(string store)
    {
        ToolResult export = await Tool.RunAsync("export", "--store", store);

        Assert.Equal(2, export.ExitCode);
        Assert.DoesNotContain("hunter2", export.Error, StringComparison.Ordinal);
        Assert.NotEmpty(export.Error);
    }

    static async Task<ToolResult> ImportAsync(PostgresDatabase database, string path)
    {
        ToolResult import = await Tool.RunAsync("import", path, "--store", database.Store, "--json");
        Assert.True(import.ExitCode is 0 or 1, import.Error);
        return import;
    }
}
