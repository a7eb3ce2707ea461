using Microsoft.Data.Sqlite;

namespace HistoryImport.Cli.Tests.Support;

/// <summary>A database with history in it, in a folder of its own, and more history to import.</summary>
sealed class HistoryFolder : IDisposable
{
    readonly Scratch _scratch = new();

    HistoryFolder() => Folder = Directory.CreateDirectory(_scratch.File("store")).FullName;

    public string Folder { get; }

    public string Database => Path.Combine(Folder, "history.db");

    public string Store => $"sqlite:{Database}";

    /// <summary>Gets a file with messages that are not in the database.</summary>
    public string More { get; private set; } = "";

    /// <summary>Gets what is in the database.</summary>
    public string[] Rows { get; private set; } = [];

    public static async Task<HistoryFolder> CreateAsync(int more = 10)
    {
        var made = new HistoryFolder();
        string first = made._scratch.Write("first.json", Messages("A", 50));
        made.More = made._scratch.Write("more.json", Messages("B", more));
        ToolResult result = await Tool.RunAsync("import", first, "--store", made.Store);
        Assert.True(result.ExitCode == 0, result.Error);
        made.Rows = await made.ExportAsync();
        Assert.Equal(50, made.Rows.Length);
        return made;
    }

    public string File(string name) => _scratch.File(name);

    public async Task<string[]> ExportAsync(string? database = null)
    {
        ToolResult export = await Tool.RunAsync("export", "--store", database is null ? Store : $"sqlite:{database}");
        Assert.True(export.ExitCode == 0, export.Error);
        return export.Lines;
    }

    /// <summary>Removes the database, with the files that SQLite keeps beside it.</summary>
    public void Clear() => Directory.GetFiles(Folder).ToList().ForEach(System.IO.File.Delete);

    public long? Query(string sql, string? database = null)
    {
        using SqliteConnection connection = Open(database);
        return Query(connection, sql);
    }

    public SqliteConnection Open(string? database = null)
    {
        var connection = new SqliteConnection($"Data Source={database ?? Database};Pooling=False");
        connection.Open();
        return connection;
    }

    public static long? Query(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // Written in the tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar() as long?;
    }

    public void AssertSound(string? database = null) =>
        Assert.Equal(1, Query("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'", database));

    public void Dispose() => _scratch.Dispose();

    static string Messages(string prefix, int count) =>
        "[" + string.Join(',', Enumerable.Range(0, count).Select(i => Import.HostileFiles.Good($"{prefix}{i}", new string('x', 200)))) + "]";
}
