using HistoryImport.Testing.Xunit;
using Microsoft.Data.Sqlite;

namespace HistoryImport.Sqlite.Tests.Support;

/// <summary>A folder of its own for each test, and databases in it that are closed with it.</summary>
sealed class TestFile : IDisposable
{
    readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("history-import-sqlite-");
    readonly List<HistoryDatabase> _databases = [];

    public ManualTimeProvider Time { get; init; } = new();

    public string Path => At("history.db");

    public string At(string name) => System.IO.Path.Combine(_folder.FullName, name);

    public HistoryDatabase Open(Action<SqliteOptions>? configure = null, bool lendsWriter = false)
    {
        var options = new SqliteOptions { Path = Path };
        configure?.Invoke(options);
        var database = new HistoryDatabase(options, Time, lendsWriter);
        _databases.Add(database);
        return database;
    }

    /// <summary>Runs SQL past everything.</summary>
    public static List<object[]> Query(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=false");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    public List<object[]> Query(string sql) => Query(Path, sql);

    public long Count(string table) => (long)Query($"SELECT count(*) FROM {table}")[0][0];

    public void Dispose()
    {
        _databases.ForEach(database => database.Dispose());
        _folder.Delete(recursive: true);
    }
}
