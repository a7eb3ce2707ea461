using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using HistoryImport.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using SQLitePCL;

namespace HistoryImport.Growth.Tests;

/// <summary>The library over a file of its own, and how many steps SQLite's machine took for it: each row looked at costs a few.</summary>
sealed class SqliteHost : GrowthHost
{
    // SQLITE_STMTSTATUS_VM_STEP
    const int Steps = 4;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("history-import-growth-");

    public SqliteHost(Action<HistoryImportOptions>? configure = null, TimeProvider? time = null, Action<IHistoryImportBuilder>? build = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(time ?? TimeProvider.System);
        IHistoryImportBuilder builder = services.AddHistoryImport(configure).UseSqlite(Path);
        build?.Invoke(builder);
        Provider = services.BuildServiceProvider();
    }

    protected override ServiceProvider Provider { get; }

    public string Path => System.IO.Path.Combine(_folder.FullName, "history.db");

    /// <summary>Counts the steps of some work.</summary>
    public async Task<long> StepsAsync(Func<Task> work)
    {
        Take();
        await work();
        return Take();
    }

    /// <summary>Counts how many rows the largest transaction of some work changes.</summary>
    public async Task<long> MostChangesAtOnceAsync(Func<Task> work)
    {
        sqlite3 writer = Connection(Writer(Provider.GetRequiredService<HistoryDatabase>())!.Session);
        long most = 0;
        int before = raw.sqlite3_total_changes(writer);
        raw.sqlite3_commit_hook(
            writer,
            _ =>
            {
                int now = raw.sqlite3_total_changes(writer);
                (most, before) = (Math.Max(most, now - before), now);
                return 0;
            },
            null);
        await work();
        raw.sqlite3_commit_hook(writer, null, null);
        return most;
    }

    /// <summary>Counts the rows of a table, past everything.</summary>
    public long Count(string table)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=false");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM " + table;
        return (long)command.ExecuteScalar()!;
    }

    public override async ValueTask DisposeAsync()
    {
        await Provider.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    long Take()
    {
        HistoryDatabase database = Provider.GetRequiredService<HistoryDatabase>();
        IEnumerable<DbSession> sessions = Readers(database);
        return (Writer(database) is { } writer ? sessions.Append(writer.Session) : sessions).Sum(Take);
    }

    static long Take(DbSession session) => Statements(session).Values.Sum(statement => (long)raw.sqlite3_stmt_status(Handle(statement), Steps, 1));

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_readers")]
    static extern ref ConcurrentBag<DbSession> Readers(HistoryDatabase database);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_writer")]
    static extern ref Writer? Writer(HistoryDatabase database);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_handle")]
    static extern ref sqlite3 Connection(DbSession session);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_statements")]
    static extern ref Dictionary<string, Statement> Statements(DbSession session);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_handle")]
    static extern ref sqlite3_stmt Handle(Statement statement);
}
