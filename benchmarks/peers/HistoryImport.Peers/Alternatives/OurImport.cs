using System.Diagnostics;
using HistoryImport.Benchmarks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HistoryImport.Peers;

/// <summary>This library, from decoded messages on.</summary>
sealed class OurImport(string name, ITable table, Action<HistoryImportOptions>? configure = null) : Alternative(name, table)
{
    public override Role Role => Role.Ours;

    public override async Task<double> ImportAsync(PeerHistory history)
    {
        var cache = new DecodedCache(history.Messages);
        var services = new ServiceCollection();
        Table.Use(services.AddHistoryImport(configure));
        services.Replace(ServiceDescriptor.Singleton<IMessageCache>(cache));
        await using ServiceProvider provider = services.BuildServiceProvider();
        IHistoryImporter importer = provider.GetRequiredService<IHistoryImporter>();
        await provider.GetRequiredService<IMessageStore>().UpsertAsync(Schema.Connection, new MessageBatch());
        long started = Stopwatch.GetTimestamp();
        ImportResult result = await importer.ImportAsync(new ImportRequest { Connection = Schema.Connection, QuietPeriod = TimeSpan.Zero });
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return result.Outcome == ImportOutcome.Completed ? seconds : throw new InvalidOperationException(result.Reason);
    }
}
