using HistoryImport;
using HistoryImport.WhatsApp;
using Microsoft.Extensions.DependencyInjection;

static class Hosting
{
    public static void AddHistory(IServiceCollection services) => services
        .AddHistoryImport(options => options.BatchSize = 1_000)
        .UseWhatsAppDecoder() // whoever takes an IHistoryDecoder gets WhatsApp's
        .UseMessageStore<MyStore>()
        .UseMessageStore((_, inner) => new CountingStore(inner)) // around it, or around what UseSqlite brings
        .AddProgressSink<ConsoleSink>();
}

// Everything it does not override goes to the store inside.
sealed class CountingStore(IMessageStore inner) : DelegatingMessageStore(inner)
{
    int _batches;

    public int Batches => _batches;

    public override ValueTask<UpsertResult> UpsertAsync(ConnectionKey connection, MessageBatch batch, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _batches);
        return base.UpsertAsync(connection, batch, cancellationToken);
    }
}

sealed class ConsoleSink : IProgressSink
{
    public ValueTask ReportAsync(ImportProgress progress, CancellationToken cancellationToken = default)
    {
        Console.WriteLine($"{progress.Phase}: {progress.Counts.Inserted} new");
        return ValueTask.CompletedTask;
    }
}

// Shows a run that any instance started, as long as it goes on.
sealed class ImportPage(IHistoryImporter importer)
{
    public async Task ShowAsync(ConnectionKey connection, CancellationToken cancellationToken)
    {
        await foreach (ImportStatus status in importer.WatchAsync(connection, cancellationToken: cancellationToken))
            Console.WriteLine($"{status.State}: {status.Counts.Read} read");
    }
}

// Of an import that was added by AddHistoryImport("archive").
sealed class ArchivePage([FromKeyedServices("archive")] IHistoryImporter importer)
{
    public Task<ImportResult> ImportAsync(ConnectionKey connection) => importer.ImportAsync(new ImportRequest { Connection = connection });
}
