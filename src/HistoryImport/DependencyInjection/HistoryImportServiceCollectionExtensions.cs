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
    /// <summary>Adds <see cref="IHistoryImporter"/>, <see cref="IHistoryInbox"/> and <see cref="IHistoryEraser"/>. A host still has to name its <see cref="IMessageStore"/>.</summary>
    /// <remarks>Without a cache the cache is in memory, which is for tests and demos. Options are validated when the host starts, else on first
    /// use, and so is whether there is a store; changes to options after that have no effect. Calling it twice adds nothing twice.</remarks>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes the options.</param>
    /// <returns>A builder for the parts of the import.</returns>
    public static IHistoryImportBuilder AddHistoryImport(this IServiceCollection services, Action<HistoryImportOptions>? configure = null) =>
        Add(services, null, configure);

    /// <summary>Adds one of several imports that have nothing in common, each with its own store, cache, state and options.</summary>
    /// <remarks>Its services are keyed: <c>[FromKeyedServices("key")] IHistoryImporter importer</c>. Its options bear the key as their name.</remarks>
    /// <param name="services">The services.</param>
    /// <param name="key">Tells it from the others.</param>
    /// <param name="configure">Changes the options.</param>
    /// <returns>A builder for the parts of the import.</returns>
    public static IHistoryImportBuilder AddHistoryImport(this IServiceCollection services, string key, Action<HistoryImportOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return Add(services, key, configure);
    }

    static HistoryImportBuilder Add(IServiceCollection services, string? key, Action<HistoryImportOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        string name = key ?? Options.Options.DefaultName;
        OptionsBuilder<HistoryImportOptions> options = services.AddOptions<HistoryImportOptions>(name).ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HistoryImportOptions>, HistoryImportOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new Telemetry(provider.GetService<IMeterFactory>()));
        services.TryAddSingleton(provider => new CacheGauges(provider.GetRequiredService<Telemetry>().Meter));
        services.TryAddKeyedSingleton(key, (provider, _) => new StateWatcher(provider.Part<IStateStore>(key), provider.GetRequiredService<TimeProvider>()));
        services.TryAddKeyedSingleton(key, (provider, _) => new Leases(
            provider.Part<IStateStore>(key), provider.Part<StateWatcher>(key), OptionsOf(provider, key), provider.GetRequiredService<TimeProvider>(),
            LoggersOf(provider).CreateLogger<Leases>()));
        services.TryAddKeyedSingleton(key, (provider, _) => new CacheSampler(
            provider.Part<IMessageCache>(key), provider.GetRequiredService<TimeProvider>(), LoggersOf(provider).CreateLogger<CacheSampler>()));
        services.TryAddKeyedSingleton(key, (provider, _) => new ErasureBook(
            () => provider.Part<IMessageStore>(key), provider.PartOrNone<ErasureKey>(key)));
        services.TryAddKeyedSingleton(key, (provider, _) => new Eraser(
            provider.Part<IMessageCache>(key), provider.Part<IStateStore>(key), provider.Part<Leases>(key), provider.Part<ErasureBook>(key),
            () => provider.PartOrNone<IErasedFiles>(key)));
        services.TryAddKeyedSingleton(key, (provider, _) => new ErasureGuard(provider.Part<ErasureBook>(key), provider.Part<Eraser>(key)));
        services.TryAddKeyedSingleton<IHistoryEraser>(key, (provider, _) => new HistoryEraser(
            provider.Part<IHistoryInbox>(key), provider.Part<Eraser>(key), provider.Part<ErasureBook>(key),
            LoggersOf(provider).CreateLogger<HistoryEraser>()));
        services.TryAddKeyedSingleton<IHistoryInbox>(key, (provider, _) => CreateInbox(provider, key));
        services.TryAddKeyedSingleton<IHistoryImporter>(key, (provider, _) => CreateImporter(provider, key));
        bool isNew = !services.Any(service => service.ServiceType == typeof(ImportParts) && Equals(service.ServiceKey, key));
        var parts = ImportParts.Of(services, key);
        if (isNew)
        {
            services.AddOptions<ImportPartsCheck>(name).ValidateOnStart();
            services.AddSingleton<IValidateOptions<ImportPartsCheck>>(new ImportPartsValidator(name, parts));
            parts.Default<IMessageCache>(provider => new InMemoryMessageCache(
                OptionsOf(provider, key), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<Telemetry>(), LoggersOf(provider).CreateLogger<InMemoryMessageCache>()));
            parts.Default<IStateStore>(provider => new InMemoryStateStore(provider.GetRequiredService<TimeProvider>()));
        }

        return new HistoryImportBuilder(services, key);
    }

    static HistoryInbox CreateInbox(IServiceProvider provider, string? key) => new(
        WatchedCache(provider, key), provider.Part<IStateStore>(key), provider.Part<StateWatcher>(key), provider.Part<Leases>(key),
        provider.Part<ErasureGuard>(key), OptionsOf(provider, key), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<Telemetry>(), LoggersOf(provider).CreateLogger<HistoryInbox>());

    static HistoryImporter CreateImporter(IServiceProvider provider, string? key)
    {
        HistoryImportOptions options = OptionsOf(provider, key);
        var parts = provider.Part<ImportParts>(key);
        if (parts.Errors() is { Count: > 0 } errors)
        {
            throw new InvalidOperationException(string.Join(' ', errors));
        }

        return ImportComposition.Create(
            WatchedCache(provider, key),
            provider.Part<IMessageStore>(key),
            provider.Part<IStateStore>(key),
            provider.Part<ErasureGuard>(key),
            provider.PartOrNone<IHistoryFetcher>(key),
            provider.Part<IHistoryInbox>(key),
            provider.Part<StateWatcher>(key),
            provider.Part<Leases>(key),
            parts.Sinks(provider),
            options,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<Telemetry>(),
            LoggersOf(provider));
    }

    // Whoever only receives, or only imports, has gauges all the same.
    static IMessageCache WatchedCache(IServiceProvider provider, string? key)
    {
        provider.GetRequiredService<CacheGauges>().Add(provider.Part<CacheSampler>(key));
        return provider.Part<IMessageCache>(key);
    }

    static HistoryImportOptions OptionsOf(IServiceProvider provider, string? key) => key is null
        ? provider.GetRequiredService<IOptions<HistoryImportOptions>>().Value
        : provider.GetRequiredService<IOptionsMonitor<HistoryImportOptions>>().Get(key);

    // A host logs or not; it is not ours to register a logger.
    static ILoggerFactory LoggersOf(IServiceProvider provider) => provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance;
}
