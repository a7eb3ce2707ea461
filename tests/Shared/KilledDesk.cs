using System.Diagnostics;
using Xunit;

namespace HistoryImport.Tests.Shared;

/// <summary>A process that imports 200 tickets at once is killed amid them; the next one ends them all.</summary>
static class KilledDesk
{
    public const int Tickets = 200;
    public const int MessagesOfEach = 60;

    static readonly string _host = Path.Combine(AppContext.BaseDirectory, "HistoryImport.TicketHost.dll");

    /// <summary>After how many tickets that ended the process is killed: once, and at full size five times.</summary>
    public static TheoryData<int> Kills => Environment.GetEnvironmentVariable("HISTORYIMPORT_LONG") == "1" ? [1, 40, 90, 140, 190] : [60];

    public static async Task AssertEndsInTheNextProcessAsync(string database, string address, string schema, int killedAfter, ITestOutputHelper output)
    {
        using (Process process = Start("import", database, address, schema))
        {
            for (int ended = 0; ended < killedAfter; ended++)
            {
                Assert.StartsWith("Completed Exhausted", await process.StandardOutput.ReadLineAsync(), StringComparison.Ordinal);
            }

            process.Kill();
            await process.WaitForExitAsync();
        }

        string[] states = await RunAsync("tell", database, address, schema);
        output.WriteLine(string.Join(", ", states.CountBy(state => state)));
        Assert.Equal(Tickets, states.Length);
        Assert.InRange(states.Count(state => state == "Ended"), killedAfter, Tickets - 1);
        Assert.Contains("Interrupted", states);
        Assert.DoesNotContain("Running", states);

        string[] results = await RunAsync("import", database, address, schema);
        Assert.Equal(Tickets, results.Length);
        Assert.All(results, result => Assert.StartsWith("Completed Exhausted", result, StringComparison.Ordinal));
        states = await RunAsync("tell", database, address, schema);
        Assert.All(states, state => Assert.Equal("Ended", state));
    }

    static Process Start(string what, string database, string address, string schema) =>
        Process.Start(new ProcessStartInfo("dotnet", [_host, what, database, address, schema, $"{Tickets}"]) { RedirectStandardOutput = true })!;

    static async Task<string[]> RunAsync(string what, string database, string address, string schema)
    {
        using Process process = Start(what, database, address, schema);
        string printed = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return printed.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
