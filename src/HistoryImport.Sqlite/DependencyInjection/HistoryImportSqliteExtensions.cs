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
        services.Replace(ServiceDescriptor.Singleton<IHistoryReader>(
            provider => new SqliteHistoryReader(provider.GetRequiredService<HistoryDatabase>().Path)));
        return builder;
    }
}
