using System.Collections.Concurrent;
using System.Diagnostics;
using HistoryImport.Mutation;
using Microsoft.CodeAnalysis.Text;

// source|sql|list:FILE ROOT PROJECT ARGUMENTS GENERATED TESTBIN TESTPROGRAM RESULTS SEED SAMPLE WORKERS MINUTES PATHS [STAGE1 ...]
// A sample of 0 means all. Paths are separated by commas; a stage is a list of filters of xunit, separated by blanks.
string[] given = args;
string root = given[1];
var project = new ProjectSource(root, given[2], given[3], given[4]);
string tests = given[5], program = given[6], results = given[7];
int seed = int.Parse(given[8]), sample = int.Parse(given[9]), workers = int.Parse(given[10]), minutes = int.Parse(given[11]);
string[] paths = given[12].Split(',');
string[][] stages = [.. given[13..].Select(stage => stage.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

Mutant[] all =
[
    .. project.Files().Where(file => paths.Any(path => file.File.Contains(path, StringComparison.Ordinal)))
        .SelectMany(file => given[0] switch
        {
            "sql" => SqlMutations.In(file.File, file.Tree),
            "source" => SourceMutations.In(file.File, file.Tree),
            _ => Listed(file.File, file.Tree.GetText().ToString()),
        })
        .Where(mutant => project.TextOf(mutant.File).ToString(new TextSpan(mutant.Start, mutant.Length)) != mutant.Text)
        .DistinctBy(mutant => (mutant.File, mutant.Start, mutant.Length, mutant.Text))
        .OrderBy(mutant => mutant.File, StringComparer.Ordinal).ThenBy(mutant => mutant.Start).ThenBy(mutant => mutant.Text, StringComparer.Ordinal),
];
var random = new Random(seed);
random.Shuffle(all);
var queue = new ConcurrentQueue<Mutant>(all);
Console.WriteLine($"{all.Length} places; sample {(sample == 0 ? all.Length : sample)}, seed {seed}");

var known = new HashSet<string>(File.Exists(results) ? File.ReadAllLines(results).Select(line => string.Join('\t', line.Split('\t')[1..5])) : []);
var clock = Stopwatch.StartNew();
int tried = 0;
var writing = new Lock();
Worker[] teams = [.. Enumerable.Range(0, workers).Select(number => new Worker(project, tests, Path.Combine(Path.GetDirectoryName(results)!, $"{Path.GetFileName(results)}.{number}"), program, stages))];
foreach (Worker worker in teams)
{
    if (worker.Baseline() is { } fault)
    {
        Console.WriteLine($"The tests fail without any change: {fault}");
        return 1;
    }
}

Parallel.ForEach(teams, new ParallelOptions { MaxDegreeOfParallelism = workers }, worker =>
{
    while (clock.Elapsed < TimeSpan.FromMinutes(minutes) && (sample == 0 || tried < sample) && queue.TryDequeue(out Mutant? mutant))
    {
        SourceText text = project.TextOf(mutant.File);
        string line = string.Join('\t', mutant.File, text.Lines.GetLinePosition(mutant.Start).Line + 1,
            Short(text.ToString(new TextSpan(mutant.Start, mutant.Length))), Short(mutant.Text));
        if (known.Contains(line))
        {
            Interlocked.Increment(ref tried);
            continue;
        }

        if (worker.Try(mutant) is { } outcome)
        {
            Interlocked.Increment(ref tried);
            lock (writing)
            {
                File.AppendAllText(results, $"{outcome.Split(' ')[0]}\t{line}\t{outcome}\n");
            }
        }
    }
});
Console.WriteLine($"{tried} tried in {clock.Elapsed.TotalMinutes:0.0} min");
return 0;

// Each line: a file, what it says, what it is to say instead.
IEnumerable<Mutant> Listed(string file, string text) => File.ReadLines(given[0]["list:".Length..]).Select(line => line.Split('\t'))
    .Where(change => change[0] == file).Select(change => new Mutant(file, text.IndexOf(change[1], StringComparison.Ordinal), change[1].Length, change[2], 0, ""));

static string Short(string text)
{
    string flat = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    return flat.Length <= 90 ? flat : flat[..90];
}
