using HistoryImport.Tests.Shared;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HistoryImport.EntityFrameworkCore.Tests.Support;

/// <summary>A host that keeps our tables in a database, and mirrors them into its own.</summary>
static class MirrorHost
{
    public static async Task<ServiceProvider> CreateAsync(TestDatabase database, StorageParts parts = StorageParts.All, Action<HistoryImportOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(new MirrorProjection(makesTables: !database.IsPostgreSql));
        IHistoryImportBuilder import = services.AddHistoryImport(configure ?? (_ => { }));
        _ = database.IsPostgreSql
            ? import.UsePostgreSql(database.ConnectionString, parts, options => options.Schema = new NpgsqlConnectionStringBuilder(database.ConnectionString).SearchPath!)
                .UsePostgreSqlProjection<MirrorProjection>()
            : import.UseSqlite(new SqliteConnectionStringBuilder(database.ConnectionString).DataSource, parts).UseSqliteProjection<MirrorProjection>();
        if (database.IsPostgreSql)
        {
            await database.ExecuteAsync(new MirrorProjection().Tables);
        }

        return services.BuildServiceProvider();
    }

    public static Task<IReadOnlyList<string>> AssertMirroredAsync(this ServiceProvider host, TestDatabase database) => Mirror.AssertSameAsync(
        sql => database.Query(sql.Replace("{s}.", "", StringComparison.Ordinal)), host.GetRequiredService<IHistoryReader>());
}
