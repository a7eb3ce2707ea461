using System.Globalization;
using System.Text.Json;

namespace HistoryImport.Peers;

/// <summary>Every alternative once per case, round after round; each measurement is one line of JSON.</summary>
sealed class Rounds(IReadOnlyList<Alternative> alternatives, PeerHistory history, TextWriter measurements)
{
    const int WarmUpPart = 10;
    const int WarmUps = 3;

    /// <summary>Runs everything once, small, then what runs in this process until its code is compiled for good, and forgets it.</summary>
    public async Task WarmUpAsync()
    {
        await RunAsync(0, alternatives, WarmUpPart, (_, _, _, _) => { });
        for (int i = 0; i < WarmUps; i++)
        {
            await RunAsync(0, [.. alternatives.Where(one => one is not NodeImport)], 1, (_, _, _, _) => { });
        }
    }

    public async Task RunAsync(int rounds, int slowRounds)
    {
        WriteLine(new { about = await Surroundings.DescribeAsync(alternatives.Select(one => one.Table).Distinct()) });
        for (int round = 1; round <= Math.Max(rounds, slowRounds); round++)
        {
            // In another order each time, so that nobody always comes after the same one.
            Alternative[] due = [.. alternatives.Where(alternative => round <= (alternative.IsSlow ? slowRounds : rounds))];
            Random.Shared.Shuffle(due);
            await RunAsync(round, due, 1, Record);
        }
    }

    async Task RunAsync(int round, IReadOnlyList<Alternative> due, int part, Action<Alternative, Known, int, double> record)
    {
        foreach (Known known in Enum.GetValues<Known>())
        {
            foreach (Alternative alternative in due.Where(one => known == Known.None || one.TakesKnown))
            {
                PeerHistory some = history.Take(history.Rows.Length / alternative.ShareOf(known) / part);
                await alternative.Table.PrepareAsync(some, known, alternative.LooksUpById);
                GC.Collect();
                GC.WaitForPendingFinalizers();
                double seconds = await alternative.ImportAsync(some);
                await Schema.VerifyAsync(alternative.Table, some);
                record(alternative, known, some.Rows.Length, seconds);
                Console.Error.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"round {round}, {alternative.Table.Database}, {alternative.Name}, known: {known}: {some.Rows.Length / seconds:0} rows/s"));
            }
        }
    }

    void Record(Alternative alternative, Known known, int messages, double seconds) => WriteLine(new
    {
        database = alternative.Table.Database,
        name = alternative.Name,
        role = alternative.Role.ToString(),
        known = known.ToString(),
        messages,
        seconds,
    });

    void WriteLine(object line)
    {
        measurements.WriteLine(JsonSerializer.Serialize(line));
        measurements.Flush();
    }
}
