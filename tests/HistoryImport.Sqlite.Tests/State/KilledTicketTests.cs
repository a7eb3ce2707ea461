using System.Diagnostics;

namespace HistoryImport.Sqlite.Tests.State;

/// <summary>A process that imports a ticket and is killed at the n-th call of a contract; the next one ends with the rows of an undisturbed import.</summary>
[Trait("Size", "Long")]
public sealed class KilledTicketTests(ITestOutputHelper output) : IDisposable
{
    // Every call takes minutes; each of these lies elsewhere in the run.
    const int KillsOfAShortRun = 10;
    const int Killed = 128 + 9;

    static readonly string _host = Path.Combine(AppContext.BaseDirectory, "HistoryImport.TicketHost.dll");

    readonly TestFile _files = new();

    [Fact]
    public async Task Import_KilledAtACallOfAContract_NextProcessGivesTheSameRows()
    {
        (int exit, string[] lines) = await RunAsync(_files.At("undisturbed.db"));
        Assert.Equal((0, "Completed Exhausted"), (exit, lines[0]));
        string[] undisturbed = await RowsAsync(_files.At("undisturbed.db"));
        Assert.Equal(130, undisturbed.Length);

        (string Contract, int Call, string When)[] kills =
        [
            .. lines[1..].Select(line => line.Split(' ')).SelectMany(calls => Enumerable.Range(1, int.Parse(calls[1], null)).SelectMany(
                call => new[] { (calls[0], call, "before"), (calls[0], call, "after") })),
        ];
        bool isLong = Environment.GetEnvironmentVariable("HISTORYIMPORT_LONG") == "1";
        int step = isLong ? 1 : kills.Length / KillsOfAShortRun;
        int killed = 0, tried = 0;
        for (int i = 0; i < kills.Length; i += step)
        {
            (string contract, int call, string when) = kills[i];
            string file = _files.At($"{i}.db");
            tried++;
            killed += (await RunAsync(file, contract, $"{call}", when)).Exit == Killed ? 1 : 0;
            string[] next = (await RunAsync(file)).Lines;
            string[] rows = await RowsAsync(file);
            Assert.True(undisturbed.AsSpan().SequenceEqual(rows), $"Killed {when} call {call} of {contract}; then {string.Join(", ", next)}.");
        }

        // How often the state is asked depends on the clock, so the last calls may not come.
        output.WriteLine($"{killed} of {tried} runs were killed, among {kills.Length} places; every next one gave the same {undisturbed.Length} rows.");
        Assert.InRange(killed, tried * 4 / 5, tried);
    }

    public void Dispose() => _files.Dispose();

    static async Task<string[]> RowsAsync(string file) =>
        [.. (await new SqliteHistoryReader(file).ReadAllAsync()).Select(row => $"{row.Chat}|{row.Id}|{row.Timestamp}|{row.Body}")];

    static async Task<(int Exit, string[] Lines)> RunAsync(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [_host, .. arguments]) { RedirectStandardOutput = true })!;
        string printed = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, printed.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
