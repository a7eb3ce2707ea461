using HistoryImport;
using HistoryImport.Sqlite;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Makes one SQLite file the message cache, the import state store and the message store.</summary>
public static class HistoryImportSqliteExtensions
{
    /// <summary>Replaces the message cache, the import state store and the message store by one SQLite file.</summary>
    /// <remarks>The file is opened on first use and closed with the container. Register an own <see cref="IMessageStore"/> afterwards
    /// to keep only cache and state in it.</remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="path">The file; created if absent, in a folder that exists.</param>
    /// <param name="configure">Changes the options.</param>
    /// <returns>The builder.</returns>
    public static IHistoryImportBuilder UseSqlite(this IHistoryImportBuilder builder, string path, Action<SqliteOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        IServiceCollection services = builder.Services;
        services.AddOptions<SqliteOptions>()
            .Configure(options =>
            {
                options.Path = path;
                configure?.Invoke(options);
            })
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SqliteOptions>, SqliteOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider =>
            new HistoryDatabase(provider.GetRequiredService<IOptions<SqliteOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        services.Replace(ServiceDescriptor.Singleton<IMessageCache, SqliteMessageCache>());
        services.Replace(ServiceDescriptor.Singleton<IStateStore, SqliteStateStore>());
        services.Replace(ServiceDescriptor.Singleton<IMessageStore, SqliteMessageStore>());
        services.Replace(ServiceDescriptor.Singleton<IHistoryReader>(CreateReader));
        return builder;
    }

    // What it reads are the rows of this database; a store of the host's keeps its own elsewhere.
    static SqliteHistoryReader CreateReader(IServiceProvider provider)
    {
        HistoryDatabase database = provider.GetRequiredService<HistoryDatabase>();
        return StorageScope.IsShared(provider.GetRequiredService<IMessageStore>().Scope, database.Scope)
            ? new SqliteHistoryReader(database.Path)
            : throw new InvalidOperationException(
                "The IMessageStore in use does not keep its rows in the database of UseSqlite. Register the IHistoryReader of that store, if it has one.");
    }
}
