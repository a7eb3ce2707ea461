using System.Globalization;

namespace HistoryImport.Soak;

/// <summary>Compares what was measured at the end with what was measured once all had settled.</summary>
static class Flatness
{
    /// <summary>Finds what grew.</summary>
    /// <param name="samples">All figures, in the order they were taken.</param>
    public static IReadOnlyList<string> Violations(IReadOnlyList<IReadOnlyDictionary<string, long>> samples)
    {
        // After ten minutes of sixty; the same part of a shorter run.
        int part = Math.Max(1, samples.Count / 6);
        var violations = new List<string>();
        foreach (string name in samples[^1].Keys)
        {
            long settled = Median(samples.Skip(part).Take(part), name), last = Median(samples.TakeLast(part), name);
            (double factor, long more) = Allowed(name);
            bool holds = last <= (settled * factor) + more;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(holds ? "flat" : "GREW")} {name}: {settled} after the first part, {last} in the last"));
            if (!holds)
            {
                violations.Add(name);
            }
        }

        return violations;
    }

    // What is repeated makes no row; a state, a mark and room for what is under way come when they are first needed.
    static (double Factor, long More) Allowed(string name) => name switch
    {
        "heap" => (1.1, 2_000_000),
        "handles" or "threads" or "connections PostgreSQL" => (1, 10),
        _ when name.EndsWith(" states", StringComparison.Ordinal) && name.StartsWith("rows", StringComparison.Ordinal) => (1.05, 50),
        _ when name.EndsWith(" commit_marks", StringComparison.Ordinal) && name.StartsWith("rows", StringComparison.Ordinal) => (1, 20),
        _ when name.StartsWith("bytes", StringComparison.Ordinal) => (1.1, 2_000_000),
        _ => (1, 0),
    };

    static long Median(IEnumerable<IReadOnlyDictionary<string, long>> samples, string name)
    {
        long[] values = [.. samples.Select(sample => sample.GetValueOrDefault(name)).Order()];
        return values[values.Length / 2];
    }
}
