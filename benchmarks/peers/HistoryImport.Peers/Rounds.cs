using System.Globalization;
using System.Text.Json;

namespace HistoryImport.Peers;

/// <summary>Every alternative once per case, round after round; each measurement is one line of JSON.</summary>
sealed class Rounds(IReadOnlyList<Alternative> alternatives, PeerHistory history, TextWriter measurements)
{
    const int WarmUpPart = 10;

    /// <summary>Runs everything once, small, and forgets it.</summary>
    public Task WarmUpAsync() => RunAsync(0, alternatives, WarmUpPart, (_, _, _, _) => { });

    public async Task RunAsync(int rounds, int slowRounds)
    {
        for (int round = 1; round <= Math.Max(rounds, slowRounds); round++)
        {
            IEnumerable<Alternative> due = alternatives.Where(alternative => round <= (alternative.Share == 1 ? rounds : slowRounds));

            // There and back, so that nobody always comes after the same one.
            await RunAsync(round, round % 2 == 1 ? due : due.Reverse(), 1, Record);
        }
    }

    async Task RunAsync(int round, IEnumerable<Alternative> due, int part, Action<Alternative, Known, int, double> record)
    {
        foreach (Known known in Enum.GetValues<Known>())
        {
            foreach (Alternative alternative in due.Where(one => known == Known.None || one.TakesKnown))
            {
                PeerHistory some = history.Take(history.Rows.Length / alternative.Share / part);
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

    void Record(Alternative alternative, Known known, int messages, double seconds)
    {
        measurements.WriteLine(JsonSerializer.Serialize(new
        {
            database = alternative.Table.Database,
            name = alternative.Name,
            role = alternative.Role.ToString(),
            known = known.ToString(),
            messages,
            seconds,
        }));
        measurements.Flush();
    }
}
