using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Peers;

/// <summary>The table in SQLite, in a new file each time.</summary>
sealed class SqliteTable(string folder) : ITable
{
    /// <summary>The settings the library writes with.</summary>
    public const string Settings = "PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=8192";

    public string Database => "SQLite";

    public string File { get; } = Path.Combine(folder, "history.db");

    public async Task PrepareAsync(PeerHistory history, Known known, bool idFirst)
    {
        foreach (string file in Directory.GetFiles(folder, Path.GetFileName(File) + "*"))
        {
            System.IO.File.Delete(file);
        }

        await Schema.CreateAsync(this);
        await using SqliteConnection connection = await OpenSqliteAsync();
        await using DbTransaction transaction = await connection.BeginTransactionAsync();
        var number = (long)(await Schema.RunAsync(connection, Schema.AddConnection))!;
        foreach ((int i, string jid) in history.Chats.Index())
        {
            await Schema.RunAsync(connection, $"INSERT INTO chats(chat_id, connection_id, jid) VALUES({i + 1}, {number}, '{jid}')");
        }

        if (idFirst)
        {
            await Schema.RunAsync(connection, Schema.IdFirst);
        }

        RowStatement.Write(connection, known switch
        {
            Known.None => [],
            Known.Half => history.Rows.Where((_, i) => i % 2 == 0),
            _ => history.Rows,
        });
        await transaction.CommitAsync();
    }

    public void Use(IHistoryImportBuilder builder) => builder.UseSqlite(File);

    /// <summary>Opens the file with the settings the library writes with.</summary>
    public async Task<SqliteConnection> OpenSqliteAsync()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        await connection.OpenAsync();
        await Schema.RunAsync(connection, Settings);
        return connection;
    }

    public async Task<DbConnection> OpenAsync() => await OpenSqliteAsync();
}
