using System.Diagnostics;
using System.Globalization;
using HistoryImport.Soak;

// What ./run calls: MINUTES. Of an hour: 20 000 imports and a million sets, over both databases; of less, as much less.
const int Workers = 4;
double minutes = double.Parse(args[0], CultureInfo.InvariantCulture);
long wantedSets = (long)(1_000_000 * minutes / 60), wantedImports = (long)(20_000 * minutes / 60);
int setsAnImport = (int)(wantedSets / wantedImports);

await using SqliteSoak sqlite = SqliteSoak.Create();
await using PostgreSqlSoak postgreSql = await PostgreSqlSoak.CreateAsync();
SoakHost[] hosts = [sqlite, postgreSql];
await Task.WhenAll(hosts.Select(host => host.BeginAsync()));

var clock = Stopwatch.StartNew();
using var stop = new CancellationTokenSource();
using var permits = new SemaphoreSlim(hosts.Length * Workers);
Task[] workers = [.. hosts.SelectMany((host, i) => Enumerable.Range(0, Workers).Select(worker => Task.Run(() => WorkAsync(host, new Random((i * Workers) + worker)))))];
var samples = new List<IReadOnlyDictionary<string, long>>();
double each = Math.Min(1, minutes / 12);
for (int sample = 1; Array.TrueForAll(workers, worker => !worker.IsFaulted) && (clock.Elapsed.TotalMinutes < minutes || (!IsDone() && clock.Elapsed.TotalMinutes < 2 * minutes)); sample++)
{
    TimeSpan left = TimeSpan.FromMinutes(sample * each) - clock.Elapsed;
    await Task.WhenAny([.. workers, Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero)]);
    samples.Add(await MeasureAsync());
}

await stop.CancelAsync();
await Task.WhenAll(workers);
IReadOnlyList<string> grew = Flatness.Violations(samples);
Console.WriteLine($"{Count()} in {clock.Elapsed.TotalMinutes:0} minutes: {(grew.Count == 0 ? "all flat" : grew.Count + " grew")}{(IsDone() ? "" : "; fewer than wanted")}");
return grew.Count == 0 && IsDone() ? 0 : 1;

async Task WorkAsync(SoakHost host, Random random)
{
    while (!stop.IsCancellationRequested)
    {
        for (int i = 0; i < setsAnImport && !stop.IsCancellationRequested; i++)
        {
            await StepAsync(() => host.ReceiveAsync(random));
        }

        await StepAsync(() => host.ImportAsync(random));

        // The work is spread over the time, and goes on if it takes longer.
        while (!stop.IsCancellationRequested && host.Imports * hosts.Length > wantedImports * clock.Elapsed.TotalMinutes / minutes)
        {
            await Task.Delay(20);
        }
    }
}

async Task StepAsync(Func<Task> work)
{
    await permits.WaitAsync();
    try
    {
        await work();
    }
    finally
    {
        permits.Release();
    }
}

// While everything stands still, and nothing is left to import: what is there then is what stays.
async Task<IReadOnlyDictionary<string, long>> MeasureAsync()
{
    for (int i = 0; i < hosts.Length * Workers; i++)
    {
        await permits.WaitAsync();
    }

    var figures = new SortedDictionary<string, long>(StringComparer.Ordinal);
    foreach (SoakHost host in hosts)
    {
        await host.DrainAsync();
        await host.MeasureAsync(figures);
    }

    GC.Collect();
    GC.WaitForPendingFinalizers();
    figures["heap"] = GC.GetTotalMemory(forceFullCollection: true);
    using (var self = Process.GetCurrentProcess())
    {
        figures["threads"] = self.Threads.Count;
    }

    figures["handles"] = Directory.Exists("/proc/self/fd") ? Directory.GetFileSystemEntries("/proc/self/fd").Length : 0;
    permits.Release(hosts.Length * Workers);
    Console.WriteLine($"{clock.Elapsed:hh\\:mm\\:ss} {Count()}: {string.Join(", ", figures.Select(figure => $"{figure.Key} {figure.Value}"))}");
    return new Dictionary<string, long>(figures, StringComparer.Ordinal);
}

bool IsDone() => hosts.Sum(host => host.Sets) >= wantedSets && hosts.Sum(host => host.Imports) >= wantedImports;

string Count() => string.Join("; ", hosts.Select(host => $"{host.Name} {host.Imports} imports, {host.Sets} sets, {host.Cancelled} cancelled"));
