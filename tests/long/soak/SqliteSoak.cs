using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Soak;

/// <summary>A file in a folder of its own.</summary>
sealed class SqliteSoak : SoakHost
{
    static readonly string[] _tables = ["messages", "reactions", "members", "names", "claims", "cache_entries", "states"];

    readonly DirectoryInfo _folder;

    SqliteSoak(DirectoryInfo folder) : base("SQLite", builder => builder.UseSqlite(PathIn(folder))) => _folder = folder;

    public static SqliteSoak Create() => new(Directory.CreateTempSubdirectory("history-import-soak-"));

    public override async Task MeasureAsync(IDictionary<string, long> figures)
    {
        foreach (FileInfo file in _folder.GetFiles("history.db*"))
        {
            figures["bytes " + file.Name] = file.Length;
        }

        await using var connection = new SqliteConnection($"Data Source={PathIn(_folder)};Pooling=false");
        await connection.OpenAsync();
        foreach (string table in _tables)
        {
            await using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "SELECT count(*) FROM " + table;
            figures["rows SQLite " + table] = (long)(await command.ExecuteScalarAsync())!;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    static string PathIn(DirectoryInfo folder) => Path.Combine(folder.FullName, "history.db");
}
