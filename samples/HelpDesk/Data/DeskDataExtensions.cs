using Microsoft.EntityFrameworkCore;

namespace HistoryImport.Samples;

/// <summary>The desk's own tables, and what HistoryImport keeps beside them.</summary>
static class DeskDataExtensions
{
    // What WhatsApp delivers once is kept until the desk has it.
    const StorageParts Beside = StorageParts.MessageCache | StorageParts.StateStore;

    public static IServiceCollection AddDeskData(this IServiceCollection services, DeskSettings settings)
    {
        string file = Path.Combine(settings.Folder, "desk.db");
        services.AddDbContextFactory<DeskContext>(options => _ = settings.PostgreSql is null ? options.UseSqlite($"Data Source={file}") : options.UseNpgsql(settings.PostgreSql));
        services.AddSingleton<ReceivedCounter>();

        // Small batches, so that there is something to watch.
        IHistoryImportBuilder import = services.AddHistoryImport(options => (options.BatchSize, options.FetchTimeout, options.FetchAttempts) = (100, settings.FetchTimeout, 1))
            .UseEntityFrameworkCore<DeskContext, DeskProjection>()
            .UseMessageCache((provider, inner) => new CountingCache(inner, provider.GetRequiredService<ReceivedCounter>()))
            .UseErasureKey(new ErasureKey(settings.ReadErasureKey()))
            .UseWhatsAppDecoder();
        _ = settings.PostgreSql is null ? import.UseSqlite(Path.Combine(settings.Folder, "received.db"), Beside) : import.UsePostgreSql(settings.PostgreSql, Beside);
        return services;
    }
}
