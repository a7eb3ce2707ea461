using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;

namespace HistoryImport.Fuzz;

/// <summary>Mutates, runs, and keeps what takes a new way through the code, until the time is over.</summary>
/// <remarks>A finding is an exception that <see cref="IFuzzTarget.Run"/> lets out, an input that takes too long or one that takes too much memory.</remarks>
sealed class FuzzLoop(IFuzzTarget target, CoverageMap map, string folder)
{
    const int MaxInputBytes = 32 * 1024;
    const int KeptBytes = 96 * 1024;
    const long MaxAllocatedBytes = 256L * 1024 * 1024;

    static readonly TimeSpan _maxTime = TimeSpan.FromSeconds(10);
    static readonly TimeSpan _reportEvery = TimeSpan.FromSeconds(30);

    readonly Corpus _corpus = new();
    readonly HashSet<string> _findings = [];
    readonly Random _random = new(20261123);
    long _runs;
    (byte[] Input, long Since) _current = ([], long.MaxValue);

    public bool Run(TimeSpan time)
    {
        Directory.CreateDirectory(Path.Combine(folder, "findings"));
        using var watch = new Timer(_ => EndIfHung(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        File.Delete(Path.Combine(folder, "kept.zip"));
        foreach (byte[] seed in target.Seeds())
        {
            Try(seed);
        }

        Console.WriteLine($"{_runs} seeds take {map.Edges} edges.");
        var clock = Stopwatch.StartNew();
        TimeSpan reported = TimeSpan.Zero;
        while (clock.Elapsed < time)
        {
            byte[] input = target.Mutate(_corpus.Pick(_random), _corpus.Pick(_random), _random);
            if (input.Length <= MaxInputBytes)
            {
                Try(input);
            }

            if (clock.Elapsed - reported > _reportEvery)
            {
                reported = clock.Elapsed;
                Report(clock.Elapsed);
            }
        }

        Report(clock.Elapsed);
        Keep();
        return _findings.Count == 0;
    }

    void Report(TimeSpan elapsed) => Console.WriteLine(
        $"{elapsed:hh\\:mm\\:ss}: {_runs} executions ({_runs / elapsed.TotalSeconds:F0}/s), {map.Edges} edges, corpus {_corpus.Count}, " +
        $"{_findings.Count} findings, peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB");

    void Try(byte[] input)
    {
        if (Execute(input) is { } error)
        {
            Found(input, error);
        }
        else if (map.Collect())
        {
            _corpus.Add(input, map.Hits.Select(hit => hit.Edge));
        }
    }

    Exception? Execute(byte[] input)
    {
        map.Reset();
        _current = (input, Stopwatch.GetTimestamp());
        _runs++;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            target.Run(input);
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            return allocated <= MaxAllocatedBytes ? null : new InsufficientMemoryException($"The input made the code allocate {allocated} bytes.");
        }
        catch (Exception error)
        {
            return error;
        }
        finally
        {
            _current.Since = long.MaxValue;
        }
    }

    // One file for each place in the code.
    void Found(byte[] input, Exception error)
    {
        string place = PlaceOf(error);
        if (!_findings.Add(place))
        {
            return;
        }

        byte[] reduced = Reducer.Reduce(input, shorter => Execute(shorter) is { } again && PlaceOf(again) == place);
        string name = Path.Combine(folder, "findings", NameOf(reduced));
        File.WriteAllBytes(name, reduced);
        File.WriteAllText(name + ".txt", error.ToString());
        Console.WriteLine($"FINDING {name}: {error.GetType().Name}: {error.Message}");
    }

    static string PlaceOf(Exception error) =>
        error.GetType().Name + string.Join('\n', (error.StackTrace ?? "").Split('\n').Where(line => line.Contains(" HistoryImport.", StringComparison.Ordinal)).Take(2));

    // A run that hangs cannot be ended from within, so the process ends.
    void EndIfHung()
    {
        (byte[] input, long since) = _current;
        if (since != long.MaxValue && Stopwatch.GetElapsedTime(since) > _maxTime)
        {
            string name = Path.Combine(folder, "findings", "hang-" + NameOf(input));
            File.WriteAllBytes(name, input);
            Console.WriteLine($"FINDING {name}: no end after {_maxTime.TotalSeconds} s");
            Environment.Exit(1);
        }
    }

    // The short ones first, each cut down to what it adds; what no longer fits is left to the next run to find.
    void Keep()
    {
        using ZipArchive kept = ZipFile.Open(Path.Combine(folder, "kept.zip"), ZipArchiveMode.Create);
        int bytes = 0;
        foreach ((byte[] input, HashSet<int> adds) in _corpus.Cover())
        {
            byte[] reduced = Reducer.Reduce(input, shorter => Execute(shorter) is null && Takes(adds));
            bytes += reduced.Length;
            if (bytes > KeptBytes)
            {
                break;
            }

            using Stream entry = kept.CreateEntry(NameOf(reduced)).Open();
            entry.Write(reduced);
        }
    }

    bool Takes(HashSet<int> edges)
    {
        map.Collect();
        return edges.IsSubsetOf(map.Hits.Select(hit => hit.Edge));
    }

    static string NameOf(byte[] input) => Convert.ToHexStringLower(SHA256.HashData(input).AsSpan(0, 6));
}
