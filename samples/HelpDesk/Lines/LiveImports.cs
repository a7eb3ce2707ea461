namespace HistoryImport.Samples;

/// <summary>Makes rows of what is said now, as soon as it arrives. What was said before waits until somebody asks for it.</summary>
public sealed class LiveImports(IHistoryImporter importer, Line line, TimeProvider time) : BackgroundService
{
    static readonly TimeSpan _afterwards = TimeSpan.FromSeconds(2);

    readonly SemaphoreSlim _arrived = new(0);

    public void Arrived() => _arrived.Release();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        DateTimeOffset since = time.GetUtcNow().AddMinutes(-1);
        while (true)
        {
            await _arrived.WaitAsync(stoppingToken);
            while (await _arrived.WaitAsync(0, stoppingToken))
            {
                // One import is enough for all of them.
            }

            ImportResult result = await importer.ImportAsync(
                new ImportRequest { Connection = line.Key, Since = since, QuietPeriod = TimeSpan.Zero, Fetch = false, WhenRunning = WhenRunning.Refuse }, stoppingToken);
            if (result.Outcome == ImportOutcome.AlreadyRunning)
            {
                // The import of the whole line takes along what comes meanwhile. Begun the moment it ends, this one would be what the page tells of.
                await Task.Delay(_afterwards, time, stoppingToken);
                Arrived();
            }
        }
    }

    public override void Dispose()
    {
        _arrived.Dispose();
        base.Dispose();
    }
}
