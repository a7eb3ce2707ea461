using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using HistoryImport;
using HistoryImport.PostgreSql;
using HistoryImport.Relational;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Makes one PostgreSQL database the message cache, the state store and the message store.</summary>
public static class HistoryImportPostgreSqlExtensions
{
    /// <summary>Keeps cache, state and rows in one PostgreSQL database.</summary>
    /// <remarks>Connected to on first use. The pool of connections is the library's own and closed with the container. A part that the host
    /// names itself, by <c>UseMessageStore</c> and the like, is the host's, before or after.</remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">The address, as Npgsql reads it.</param>
    /// <param name="configure">Changes the options.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The connection string is not readable.</exception>
    /// <exception cref="InvalidOperationException">Another database brings the same part, or this import has another database or schema of PostgreSQL.</exception>
    public static IHistoryImportBuilder UsePostgreSql(
        this IHistoryImportBuilder builder, string connectionString, Action<PostgreSqlOptions>? configure = null) =>
        builder.UsePostgreSql(connectionString, StorageParts.All, configure);

    /// <summary>Keeps some parts in one PostgreSQL database, so that another can bring the others.</summary>
    /// <inheritdoc cref="UsePostgreSql(IHistoryImportBuilder, string, Action{PostgreSqlOptions}?)"/>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">The address, as Npgsql reads it.</param>
    /// <param name="parts">Which parts.</param>
    /// <param name="configure">Changes the options.</param>
    public static IHistoryImportBuilder UsePostgreSql(
        this IHistoryImportBuilder builder, string connectionString, StorageParts parts, Action<PostgreSqlOptions>? configure = null)
    {
        string address = DataSources.Checked(connectionString);
        return builder.Use(DataSources.Place(address), () => DataSources.Create(address), ownsSource: true, parts, configure);
    }

    /// <summary>Keeps cache, state and rows in one PostgreSQL database.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="dataSource">The host's own pool of connections, which the library does not close.</param>
    /// <param name="configure">Changes the options.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">Another database brings the same part, or this import has another database or schema of PostgreSQL.</exception>
    public static IHistoryImportBuilder UsePostgreSql(
        this IHistoryImportBuilder builder, NpgsqlDataSource dataSource, Action<PostgreSqlOptions>? configure = null) =>
        builder.UsePostgreSql(dataSource, StorageParts.All, configure);

    /// <summary>Keeps some parts in one PostgreSQL database, so that another can bring the others.</summary>
    /// <inheritdoc cref="UsePostgreSql(IHistoryImportBuilder, NpgsqlDataSource, Action{PostgreSqlOptions}?)"/>
    /// <param name="builder">The builder.</param>
    /// <param name="dataSource">The host's own pool of connections, which the library does not close.</param>
    /// <param name="parts">Which parts.</param>
    /// <param name="configure">Changes the options.</param>
    public static IHistoryImportBuilder UsePostgreSql(
        this IHistoryImportBuilder builder, NpgsqlDataSource dataSource, StorageParts parts, Action<PostgreSqlOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        return builder.Use(DataSources.Place(dataSource.ConnectionString), () => dataSource, ownsSource: false, parts, configure);
    }

    /// <summary>Has a class of the host mirror what <see cref="UsePostgreSql(IHistoryImportBuilder, string, Action{PostgreSqlOptions}?)"/> keeps into its own tables of the
    /// same database, in the same transactions.</summary>
    /// <remarks>It is handed the open connection, which is in a transaction already: a command of it needs none.</remarks>
    /// <typeparam name="TProjection">The class. One of it serves everybody; the container makes it if the host has not registered it.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">Another projection is named already.</exception>
    public static IHistoryImportBuilder UsePostgreSqlProjection<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TProjection>(
        this IHistoryImportBuilder builder)
        where TProjection : class, IHistoryProjection<NpgsqlConnection>
    {
        ProjectionPart.Add<NpgsqlConnection, TProjection>(builder, nameof(UsePostgreSql), (provider, key) => provider.PartOrNone<HistoryDatabase>(key)?.Scope);
        return builder;
    }

    static Projector<NpgsqlConnection>? ProjectorOf(IServiceProvider provider, string? key) =>
        provider.PartOrNone<IHistoryProjection<NpgsqlConnection>>(key) is { } projection ? new(projection, PostgreSqlFault.OfHost) : null;

    static IHistoryImportBuilder Use(
        this IHistoryImportBuilder builder, string place, Func<NpgsqlDataSource> source, bool ownsSource, StorageParts parts,
        Action<PostgreSqlOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        string? key = builder.Key;
        var told = new PostgreSqlOptions();
        configure?.Invoke(told);
        string name = $"t{place[1..]}, schema '{told.Schema}'";
        builder.UseStorage(
            new StorageMedium(name)
            {
                MessageCache = provider => new PostgreSqlMessageCache(Database(provider, key)),
                StateStore = provider => new PostgreSqlStateStore(Database(provider, key)),
                MessageStore = provider => new PostgreSqlMessageStore(Database(provider, key), ProjectorOf(provider, key)),
                HistoryReader = provider => CreateReader(provider, key),
            },
            parts);
        IServiceCollection services = builder.Services;
        DatabaseName.Claim(services, key, name);
        services.AddOptions<PostgreSqlOptions>(key ?? Options.Options.DefaultName).Configure(options => configure?.Invoke(options)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PostgreSqlOptions>, PostgreSqlOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new Telemetry(provider.GetService<IMeterFactory>()));
        services.TryAddKeyedSingleton(key, (provider, _) => new HistoryDatabase(
            source(),
            ownsSource,
            provider.GetRequiredService<IOptionsMonitor<PostgreSqlOptions>>().Get(key),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<Telemetry>(),
            (provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger<HistoryDatabase>()));
        return builder;
    }

    static HistoryDatabase Database(IServiceProvider provider, string? key) =>
        key is null ? provider.GetRequiredService<HistoryDatabase>() : provider.GetRequiredKeyedService<HistoryDatabase>(key);

    // What it reads are the rows of this database; a store of the host's keeps its own elsewhere.
    static PostgreSqlHistoryReader CreateReader(IServiceProvider provider, string? key)
    {
        HistoryDatabase database = Database(provider, key);
        IMessageStore store = key is null ? provider.GetRequiredService<IMessageStore>() : provider.GetRequiredKeyedService<IMessageStore>(key);
        return StorageScope.IsShared(store.Scope, database.Scope)
            ? new PostgreSqlHistoryReader(database)
            : throw new InvalidOperationException(
                "The IMessageStore in use does not keep its rows in the database of UsePostgreSql. Name the IHistoryReader of that store by UseHistoryReader, if it has one.");
    }
}
