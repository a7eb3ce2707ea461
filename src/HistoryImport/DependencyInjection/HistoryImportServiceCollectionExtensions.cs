using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using HistoryImport;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds HistoryImport to a container.</summary>
public static class HistoryImportServiceCollectionExtensions
{
    /// <summary>Adds <see cref="IHistoryImporter"/> and <see cref="IHistoryInbox"/>. A host still has to name its <see cref="IMessageStore"/>.</summary>
    /// <remarks>Without <see cref="UseMessageCache"/> the cache is in memory, which is for tests and demos. Options are validated when the
    /// host starts, else on first use. Calling it twice adds nothing twice.</remarks>
    public static IHistoryImportBuilder AddHistoryImport(this IServiceCollection services, Action<HistoryImportOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        OptionsBuilder<HistoryImportOptions> options = services.AddOptions<HistoryImportOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HistoryImportOptions>, HistoryImportOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.TryAddSingleton(provider => new Telemetry(provider.GetService<IMeterFactory>()));
        services.TryAddSingleton<IMessageCache, InMemoryMessageCache>();
        services.TryAddSingleton<IStateStore, InMemoryStateStore>();
        services.TryAddSingleton<StateWatcher>();
        services.TryAddSingleton<IHistoryInbox, HistoryInbox>();
        services.TryAddSingleton<IHistoryImporter>(CreateImporter);
        return new Builder(services);
    }

    /// <summary>Names the database that history ends up in.</summary>
    public static IHistoryImportBuilder UseMessageStore<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IHistoryImportBuilder builder)
        where T : class, IMessageStore => builder.Use<IMessageStore, T>();

    /// <summary>Names the cache that keeps what the socket delivered.</summary>
    public static IHistoryImportBuilder UseMessageCache<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IHistoryImportBuilder builder)
        where T : class, IMessageCache => builder.Use<IMessageCache, T>();

    /// <summary>Names the socket that can ask the phone for older messages.</summary>
    public static IHistoryImportBuilder UseHistoryFetcher<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IHistoryImportBuilder builder)
        where T : class, IHistoryFetcher => builder.Use<IHistoryFetcher, T>();

    /// <summary>Names the store of what must outlive a run.</summary>
    public static IHistoryImportBuilder UseStateStore<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IHistoryImportBuilder builder)
        where T : class, IStateStore => builder.Use<IStateStore, T>();

    /// <summary>Adds a sink that hears of every run's progress.</summary>
    public static IHistoryImportBuilder AddProgressSink<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IHistoryImportBuilder builder)
        where T : class, IProgressSink
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<IProgressSink, T>();
        return builder;
    }

    static IHistoryImportBuilder Use<TService, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IHistoryImportBuilder builder)
        where TService : class
        where T : class, TService
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Replace(ServiceDescriptor.Singleton<TService, T>());
        return builder;
    }

    static HistoryImporter CreateImporter(IServiceProvider provider)
    {
        IMessageStore store = provider.GetService<IMessageStore>()
            ?? throw new InvalidOperationException(
                "No IMessageStore is registered. Call UseMessageStore<T>(), or UseSqlite(path) of HistoryImport.Sqlite, on what AddHistoryImport() returned.");
        return ImportComposition.Create(
            provider.GetRequiredService<IMessageCache>(),
            store,
            provider.GetRequiredService<IStateStore>(),
            provider.GetService<IHistoryFetcher>(),
            provider.GetRequiredService<IHistoryInbox>(),
            provider.GetRequiredService<StateWatcher>(),
            provider.GetServices<IProgressSink>(),
            provider.GetRequiredService<IOptions<HistoryImportOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<Telemetry>(),
            provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance);
    }

    sealed record Builder(IServiceCollection Services) : IHistoryImportBuilder;
}
