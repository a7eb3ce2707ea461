using System.Diagnostics;

namespace HistoryImport.Benchmarks;

/// <summary>One build of the library in a process of its own, over a database of its own.</summary>
sealed class TicketBuild : IDisposable
{
    // Each process imports chats that no other has.
    static int _processes;

    readonly Process _process;

    public TicketBuild(string program, string database, string address) => _process = Process.Start(
        new ProcessStartInfo("dotnet", [program, database, address, $"{Interlocked.Increment(ref _processes) * 1_000_000}"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    public List<double> Receiving { get; } = [];

    public List<double> Importing { get; } = [];

    /// <summary>What the processor did for a ticket, ms.</summary>
    public List<double> Processor { get; } = [];

    public async Task FillAsync(int from, int to) => await AskAsync($"fill {from} {to}");

    public async Task ImportAsync(int tickets, bool counts = true)
    {
        double[] taken = [.. (await AskAsync($"tickets {tickets}")).Split(' ').Select(number => double.Parse(number, null))];
        if (counts)
        {
            Processor.Add(taken[0]);
            Receiving.AddRange(taken[1..].Where((_, i) => i % 2 == 0));
            Importing.AddRange(taken[1..].Where((_, i) => i % 2 == 1));
        }
    }

    /// <summary>Gets how many tickets a second were imported.</summary>
    public async Task<double> ImportAtOnceAsync(int connections, int ticketsOfEach) => double.Parse(await AskAsync($"crowd {connections} {ticketsOfEach}"), null);

    /// <summary>Forgets what was measured.</summary>
    public void Reset()
    {
        Receiving.Clear();
        Importing.Clear();
        Processor.Clear();
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    async Task<string> AskAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
        return await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"'{line}' ended the process.");
    }
}
