namespace HistoryImport.Samples;

/// <summary>Makes rows of what is said now, as soon as it arrives. What was said before waits until somebody asks for it.</summary>
public sealed class LiveImports(IHistoryImporter importer, Line line, TimeProvider time) : BackgroundService
{
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

            await importer.ImportAsync(new ImportRequest { Connection = line.Key, Since = since, QuietPeriod = TimeSpan.Zero, Fetch = false }, stoppingToken);
        }
    }

    public override void Dispose()
    {
        _arrived.Dispose();
        base.Dispose();
    }
}
