using System.Data.Common;
using HistoryImport.Benchmarks;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HistoryImport.Peers;

/// <summary>The library's entities in the context of a host, with or without a projection into one of its own.</summary>
/// <param name="postgreSql">The address of the server; a file in the folder if there is none.</param>
/// <param name="folder">A folder for the file.</param>
/// <param name="projects">Whether each message becomes an entity of the host, too.</param>
sealed class EfCoreTable(string? postgreSql, string folder, bool projects) : ITable
{
    const string View = $"CREATE VIEW messages AS SELECT {Schema.Columns} FROM history_import_messages";

    string File => Path.Combine(folder, "host.db");

    public string Database => postgreSql is null ? "SQLite" : "PostgreSQL";

    public async Task PrepareAsync(PeerHistory history, Known known, bool idFirst)
    {
        await using (DbConnection connection = await OpenAnewAsync())
        {
            var options = new DbContextOptionsBuilder<HostContext>();
            _ = connection is NpgsqlConnection ? options.UseNpgsql(connection) : options.UseSqlite(connection);
            await using var context = new HostContext(options.Options);
            await Schema.RunAsync(connection, context.Database.GenerateCreateScript());
            await Schema.RunAsync(connection, View);
            await Schema.RunAsync(connection, Schema.AddConnection.Replace("connections", "history_import_connections", StringComparison.Ordinal));
            foreach (string jid in history.Chats)
            {
                await Schema.RunAsync(connection, $"INSERT INTO history_import_chats(connection_id, jid) VALUES(1, '{jid}')");
            }
        }

        HistoryMessage[] there = known switch
        {
            Known.None => [],
            Known.Half => [.. history.Messages.Where((_, i) => i % 2 == 0)],
            _ => history.Messages,
        };
        if (there.Length > 0)
        {
            await Benchmarks.Rounds.ImportAsync(Schema.Connection, there, Use);
        }

        if (postgreSql is not null)
        {
            await using DbConnection connection = await OpenAsync();
            await Schema.RunAsync(connection, "VACUUM ANALYZE history_import_messages");
            await Schema.RunAsync(connection, "VACUUM ANALYZE host_messages");
            await Schema.RunAsync(connection, "CHECKPOINT");
        }
    }

    public void Use(IHistoryImportBuilder builder)
    {
        builder.Services.AddDbContextFactory<HostContext>(options => _ = postgreSql is null ? options.UseSqlite(Address).AddInterceptors(new SqliteSettings()) : options.UseNpgsql(Address));
        _ = projects ? builder.UseEntityFrameworkCore<HostContext, HostProjection>() : builder.UseEntityFrameworkCore<HostContext>();
    }

    public async Task<DbConnection> OpenAsync()
    {
        DbConnection connection = postgreSql is null ? new SqliteConnection(Address) : new NpgsqlConnection(Address);
        await connection.OpenAsync();
        return connection;
    }

    string Address => postgreSql is null ? $"Data Source={File}" : $"{postgreSql};Search Path=history_import_ef";

    async Task<DbConnection> OpenAnewAsync()
    {
        if (postgreSql is null)
        {
            SqliteConnection.ClearAllPools();
            foreach (string file in Directory.GetFiles(folder, Path.GetFileName(File) + "*"))
            {
                System.IO.File.Delete(file);
            }
        }

        DbConnection connection = await OpenAsync();
        if (postgreSql is null)
        {
            // As EF Core makes files.
            await Schema.RunAsync(connection, "PRAGMA journal_mode=WAL");
        }
        else
        {
            await Schema.RunAsync(connection, "DROP SCHEMA IF EXISTS history_import_ef CASCADE");
            await Schema.RunAsync(connection, "CREATE SCHEMA history_import_ef");
        }

        return connection;
    }
}
