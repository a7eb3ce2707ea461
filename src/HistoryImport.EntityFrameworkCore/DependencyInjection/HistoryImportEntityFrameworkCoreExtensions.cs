using HistoryImport;
using HistoryImport.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps history in a context of the host, and brings it into the host's own entities.</summary>
public static class HistoryImportEntityFrameworkCoreExtensions
{
    /// <summary>Keeps rows in the tables that <see cref="HistoryModelExtensions.UseHistoryImport"/> adds to a context of the host.</summary>
    /// <remarks>The host registers the context by <c>AddDbContextFactory</c>: each piece of work has one of its own. Cache and states come from elsewhere:
    /// <c>UsePostgreSql</c> or <c>UseSqlite</c> with the <see cref="StorageParts"/> they are to bring. A store that the host names itself wins.</remarks>
    /// <typeparam name="TContext">The context.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">Another database brings the store, too.</exception>
    public static IHistoryImportBuilder UseEntityFrameworkCore<TContext>(this IHistoryImportBuilder builder)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        string? key = builder.Key;
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddKeyedSingleton(key, (provider, _) => Contexts<TContext>(provider));
        return builder.UseStorage(
            new StorageMedium($"the context {typeof(TContext).Name}")
            {
                MessageStore = provider => new EfCoreMessageStore(provider.Part<HistoryContexts>(key), new ProjectionStep(ProjectorOf<TContext>(provider, key))),
                HistoryReader = provider => new EfCoreHistoryReader(provider.Part<HistoryContexts>(key), provider.Part<IMessageCache>(key)),
            },
            StorageParts.MessageStore);
    }

    /// <summary>Keeps rows in the tables that <see cref="HistoryModelExtensions.UseHistoryImport"/> adds to a context of the host, and has a class of the host
    /// write its own entities in the same transactions.</summary>
    /// <inheritdoc cref="UseEntityFrameworkCore{TContext}(IHistoryImportBuilder)"/>
    /// <typeparam name="TContext">The context.</typeparam>
    /// <typeparam name="TProjection">The class. One of it serves everybody; the container makes it if the host has not registered it.</typeparam>
    /// <exception cref="InvalidOperationException">Another database brings the store, too, or another projection is named already.</exception>
    public static IHistoryImportBuilder UseEntityFrameworkCore<TContext, TProjection>(this IHistoryImportBuilder builder)
        where TContext : DbContext
        where TProjection : class, IHistoryProjection<TContext>
    {
        ArgumentNullException.ThrowIfNull(builder);
        string? key = builder.Key;
        if (builder.Services.Any(service => service.ServiceType == typeof(IHistoryProjection<TContext>) && Equals(service.ServiceKey, key)))
        {
            throw new InvalidOperationException($"A projection into {typeof(TContext).Name} is named already. One class writes the host's entities: let it call the other.");
        }

        builder.Services.TryAddKeyedSingleton<TProjection>(key);
        builder.Services.Add(new ServiceDescriptor(
            typeof(IHistoryProjection<TContext>), key, (provider, _) => provider.Part<TProjection>(key), ServiceLifetime.Singleton));
        return builder.UseEntityFrameworkCore<TContext>();
    }

    static Projector<TContext>? ProjectorOf<TContext>(IServiceProvider provider, string? key)
        where TContext : DbContext => provider.PartOrNone<IHistoryProjection<TContext>>(key) is { } projection ? new(projection) : null;

    static HistoryContexts Contexts<TContext>(IServiceProvider provider)
        where TContext : DbContext
    {
        IDbContextFactory<TContext> factory = provider.GetService<IDbContextFactory<TContext>>() ?? throw new InvalidOperationException(
            $"No IDbContextFactory<{typeof(TContext).Name}> is registered. Register the context by services.AddDbContextFactory<{typeof(TContext).Name}>(…): an import works outside of any request.");
        return new HistoryContexts(
            factory.CreateDbContext, async token => await factory.CreateDbContextAsync(token).ConfigureAwait(false), provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ILoggerFactory>()?.CreateLogger(typeof(HistoryContexts).FullName!) ?? NullLogger.Instance);
    }
}
