using System.Diagnostics.CodeAnalysis;
using HistoryImport;
using HistoryImport.Relational;
using HistoryImport.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Makes one SQLite file the message cache, the state store and the message store.</summary>
public static class HistoryImportSqliteExtensions
{
    /// <summary>Keeps cache, state and rows in one SQLite file.</summary>
    /// <remarks>The file is opened on first use and closed with the container. A part that the host names itself, by <c>UseMessageStore</c> and
    /// the like, is the host's, before or after.</remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="path">The file; created if absent, in a folder that exists.</param>
    /// <param name="configure">Changes the options.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">Another database brings the same part, or this import has another SQLite file.</exception>
    public static IHistoryImportBuilder UseSqlite(this IHistoryImportBuilder builder, string path, Action<SqliteOptions>? configure = null) =>
        builder.UseSqlite(path, StorageParts.All, configure);

    /// <summary>Keeps some parts in one SQLite file, so that another database can bring the others.</summary>
    /// <inheritdoc cref="UseSqlite(IHistoryImportBuilder, string, Action{SqliteOptions}?)"/>
    /// <param name="builder">The builder.</param>
    /// <param name="path">The file; created if absent, in a folder that exists.</param>
    /// <param name="parts">Which parts.</param>
    /// <param name="configure">Changes the options.</param>
    public static IHistoryImportBuilder UseSqlite(
        this IHistoryImportBuilder builder, string path, StorageParts parts, Action<SqliteOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string? key = builder.Key;
        string name = $"the SQLite file '{path}'";
        builder.UseStorage(
            new StorageMedium(name)
            {
                MessageCache = provider => new SqliteMessageCache(Database(provider, key)),
                StateStore = provider => new SqliteStateStore(Database(provider, key)),
                MessageStore = provider => new SqliteMessageStore(Database(provider, key), ProjectorOf(provider, key)),
                HistoryReader = provider => CreateReader(provider, key),
            },
            parts);
        IServiceCollection services = builder.Services;
        DatabaseName.Claim(services, key, name);
        services.AddOptions<SqliteOptions>(key ?? Options.Options.DefaultName)
            .Configure(options =>
            {
                options.Path = path;
                configure?.Invoke(options);
            })
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SqliteOptions>, SqliteOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddKeyedSingleton(key, (provider, _) => new HistoryDatabase(
            provider.GetRequiredService<IOptionsMonitor<SqliteOptions>>().Get(key), provider.GetRequiredService<TimeProvider>(), ProjectionPart.IsNamed<SqliteConnection>(services, key)));
        return builder;
    }

    /// <summary>Has a class of the host mirror what <see cref="UseSqlite(IHistoryImportBuilder, string, Action{SqliteOptions}?)"/> keeps into its own tables of the
    /// same file, in the same transactions.</summary>
    /// <remarks>The class makes its tables itself: the file has to be ours first. It is handed the open connection, which is in a transaction already: a command of it
    /// needs none. SQLite is synchronous, and whoever else imports waits meanwhile.</remarks>
    /// <typeparam name="TProjection">The class. One of it serves everybody; the container makes it if the host has not registered it.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">Another projection is named already.</exception>
    public static IHistoryImportBuilder UseSqliteProjection<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TProjection>(
        this IHistoryImportBuilder builder)
        where TProjection : class, IHistoryProjection<SqliteConnection>
    {
        ProjectionPart.Add<SqliteConnection, TProjection>(builder, nameof(UseSqlite), (provider, key) => provider.PartOrNone<HistoryDatabase>(key)?.Scope);
        return builder;
    }

    static Projector<SqliteConnection>? ProjectorOf(IServiceProvider provider, string? key) =>
        provider.PartOrNone<IHistoryProjection<SqliteConnection>>(key) is { } projection ? new(projection, SqliteFault.OfHost) : null;

    static HistoryDatabase Database(IServiceProvider provider, string? key) =>
        key is null ? provider.GetRequiredService<HistoryDatabase>() : provider.GetRequiredKeyedService<HistoryDatabase>(key);

    // What it reads are the rows of this database; a store of the host's keeps its own elsewhere.
    static SqliteHistoryReader CreateReader(IServiceProvider provider, string? key)
    {
        HistoryDatabase database = Database(provider, key);
        IMessageStore store = key is null ? provider.GetRequiredService<IMessageStore>() : provider.GetRequiredKeyedService<IMessageStore>(key);
        return StorageScope.IsShared(store.Scope, database.Scope)
            ? new SqliteHistoryReader(database.Path)
            : throw new InvalidOperationException(
                "The IMessageStore in use does not keep its rows in the database of UseSqlite. Name the IHistoryReader of that store by UseHistoryReader, if it has one.");
    }
}
