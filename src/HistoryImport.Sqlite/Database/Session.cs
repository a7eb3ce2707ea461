using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HistoryImport.Sqlite;

/// <summary>One connection to the file with its prepared statements. Used by one thread at a time.</summary>
sealed class Session : IDisposable
{
    readonly SqliteConnection _connection;
    readonly sqlite3 _handle;
    readonly Utf8Scratch _scratch = new();

    // The statements are constants, so the same text is the same object.
    readonly Dictionary<string, Statement> _statements = new(ReferenceEqualityComparer.Instance);

    public Session(string path, SqliteOpenMode mode, TimeSpan busyTimeout)
    {
        // A pooled connection would keep the file open after we close it.
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        _connection.Open();
        _handle = _connection.Handle!;
        WaitAtMost(busyTimeout);
    }

    public bool IsInTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    public long LastRowId => raw.sqlite3_last_insert_rowid(_handle);

    /// <summary>Gets the prepared form of a constant statement.</summary>
    public Statement Get(string sql)
    {
        if (!_statements.TryGetValue(sql, out Statement? statement))
        {
            _statements.Add(sql, statement = new Statement(_handle, sql, _scratch));
        }

        return statement;
    }

    /// <summary>Runs a statement once.</summary>
    public long? Query(string sql)
    {
        using var statement = new Statement(_handle, sql, _scratch);
        return statement.ExecuteInt64();
    }

    /// <summary>Runs statements separated by semicolons.</summary>
    public void RunScript(string script)
    {
        using SqliteCommand command = _connection.CreateCommand();
        // A constant from this assembly, never data.
#pragma warning disable CA2100
        command.CommandText = script;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>Sets how long SQLite waits for other writers.</summary>
    public void WaitAtMost(TimeSpan timeout) => _ = raw.sqlite3_busy_timeout(_handle, (int)timeout.TotalMilliseconds);

    public void Dispose()
    {
        foreach (Statement statement in _statements.Values)
        {
            statement.Dispose();
        }

        _scratch.Dispose();
        _connection.Dispose();
    }
}
