using System.Diagnostics;
using HistoryImport.Cli.Tests.Support;
using Microsoft.Data.Sqlite;

namespace HistoryImport.Cli.Tests.Import;

/// <summary>Any order, any repetition, any crash: the exports are byte-identical.</summary>
/// <remarks>Reduced sizes by default; HISTORYIMPORT_LONG=1 runs 100 000 messages and 50 kills.</remarks>
[Trait("Size", "Long")]
public sealed class ConvergenceTests(ITestOutputHelper output)
{
    static readonly bool _long = Environment.GetEnvironmentVariable("HISTORYIMPORT_LONG") == "1";
    static readonly int _messages = _long ? 100_000 : 20_000;
    static readonly int _series = _long ? 10 : 2;
    const int KillsInASeries = 5;

    [Fact]
    public async Task Import_AtOnceAndTwice_GivesTheTruth()
    {
        History history = History.Large(_messages);
        using var scratch = new Scratch();
        for (int time = 0; time < 2; time++)
        {
            await ImportAsync(scratch, history.Protobuf);
            Rows.AssertSame(history.Truth, await Rows.ExportAsync(scratch));
        }
    }

    [Fact]
    public async Task Import_FileByFileInShuffledOrder_GivesTheTruth()
    {
        History history = History.Large(_messages);
        using var scratch = new Scratch();
        string[] files = history.ProtobufFiles;
        new Random(7).Shuffle(files);
        foreach (string file in files)
        {
            await ImportAsync(scratch, file);
        }

        Rows.AssertSame(history.Truth, await Rows.ExportAsync(scratch));
    }

    [Fact]
    public async Task Import_KilledAgainAndAgain_GivesTheTruthInTheEnd()
    {
        History history = History.Large(_messages);
        int total = history.Truth.Length;
        int between = 0;
        for (int series = 0; series < _series; series++)
        {
            using var scratch = new Scratch();
            for (int kill = 0; kill < KillsInASeries; kill++)
            {
                // Ever later: the first kill comes before the first rows now and then, the last near the end.
                long rows = await KillAtAsync(scratch, history.Protobuf, total * kill / KillsInASeries);
                between += rows > 0 && rows < total ? 1 : 0;
            }

            await ImportAsync(scratch, history.Protobuf);
            Rows.AssertSame(history.Truth, await Rows.ExportAsync(scratch));
        }

        output.WriteLine($"{_messages} messages, {total} rows: {between} of {_series * KillsInASeries} kills between the first and the last commit.");
        Assert.True(between >= _series * 3, $"Only {between} of {_series * KillsInASeries} kills fell between the first and the last commit.");
    }

    static async Task ImportAsync(Scratch scratch, string path)
    {
        ToolResult import = await Tool.RunAsync("import", path, "--store", scratch.Store);
        Assert.True(import.ExitCode is 0 or 1, import.Error);
    }

    /// <summary>Kills an import once it has committed more than so many rows.</summary>
    /// <returns>How many rows were there when it was dead.</returns>
    static async Task<long> KillAtAsync(Scratch scratch, string path, long atRows)
    {
        using Process process = Tool.Start(["import", path, "--store", scratch.Store, "--json"]);
        while (!process.HasExited && RowCount(scratch) <= atRows)
        {
            await Task.Delay(2);
        }

        process.Kill();
        await process.WaitForExitAsync();
        return RowCount(scratch);
    }

    static long RowCount(Scratch scratch)
    {
        if (!File.Exists(scratch.Database))
        {
            return 0;
        }

        try
        {
            using var connection = new SqliteConnection($"Data Source={scratch.Database};Mode=ReadOnly;Pooling=False");
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "SELECT count(*) FROM messages";
            return (long)command.ExecuteScalar()!;
        }
        catch (SqliteException)
        {
            // The schema is not there yet.
            return 0;
        }
    }
}
