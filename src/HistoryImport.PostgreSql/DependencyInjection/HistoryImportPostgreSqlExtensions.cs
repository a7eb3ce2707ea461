using System.Diagnostics.Metrics;
using HistoryImport;
using HistoryImport.PostgreSql;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Makes one PostgreSQL database the message cache, the import state store and the message store.</summary>
public static class HistoryImportPostgreSqlExtensions
{
    /// <summary>Replaces the message cache, the import state store and the message store by one PostgreSQL database.</summary>
    /// <remarks>Connected to on first use. The pool of connections is the library's own and closed with the container. Register an own
    /// <see cref="IMessageStore"/> afterwards to keep only cache and state in it.</remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">The address, as Npgsql reads it.</param>
    /// <param name="configure">Changes the options.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The connection string is not readable.</exception>
    public static IHistoryImportBuilder UsePostgreSql(
        this IHistoryImportBuilder builder, string connectionString, Action<PostgreSqlOptions>? configure = null)
    {
        string address = DataSources.Checked(connectionString);
        return builder.Use(() => DataSources.Create(address), ownsSource: true, configure);
    }

    /// <summary>Replaces the message cache, the import state store and the message store by one PostgreSQL database.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="dataSource">The host's own pool of connections, which the library does not close.</param>
    /// <param name="configure">Changes the options.</param>
    /// <returns>The builder.</returns>
    public static IHistoryImportBuilder UsePostgreSql(
        this IHistoryImportBuilder builder, NpgsqlDataSource dataSource, Action<PostgreSqlOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        return builder.Use(() => dataSource, ownsSource: false, configure);
    }

    static IHistoryImportBuilder Use(
        this IHistoryImportBuilder builder, Func<NpgsqlDataSource> source, bool ownsSource, Action<PostgreSqlOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        services.AddOptions<PostgreSqlOptions>().Configure(options => configure?.Invoke(options)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PostgreSqlOptions>, PostgreSqlOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.TryAddSingleton(provider => new Telemetry(provider.GetService<IMeterFactory>()));
        services.TryAddSingleton(provider => new HistoryDatabase(
            source(),
            ownsSource,
            provider.GetRequiredService<IOptions<PostgreSqlOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<Telemetry>(),
            provider.GetRequiredService<ILogger<HistoryDatabase>>()));
        services.Replace(ServiceDescriptor.Singleton<IMessageCache, PostgreSqlMessageCache>());
        services.Replace(ServiceDescriptor.Singleton<IStateStore, PostgreSqlStateStore>());
        services.Replace(ServiceDescriptor.Singleton<IMessageStore, PostgreSqlMessageStore>());
        services.Replace(ServiceDescriptor.Singleton<IHistoryReader>(CreateReader));
        return builder;
    }

    // What it reads are the rows of this database; a store of the host's keeps its own elsewhere.
    static PostgreSqlHistoryReader CreateReader(IServiceProvider provider)
    {
        HistoryDatabase database = provider.GetRequiredService<HistoryDatabase>();
        return StorageScope.IsShared(provider.GetRequiredService<IMessageStore>().Scope, database.Scope)
            ? new PostgreSqlHistoryReader(database)
            : throw new InvalidOperationException(
                "The IMessageStore in use does not keep its rows in the database of UsePostgreSql. Register the IHistoryReader of that store, if it has one.");
    }
}
