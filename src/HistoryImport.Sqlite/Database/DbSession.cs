using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HistoryImport.Sqlite;

/// <summary>One connection to the file with its prepared statements. Used by one thread at a time.</summary>
sealed class DbSession : IDisposable
{
    // SQLITE_DBSTATUS_CACHE_WRITE
    const int PagesWritten = 9;

    readonly sqlite3 _handle;
    readonly SqliteConnection? _lent;
    readonly Utf8Scratch _scratch = new();

    // The statements are constants, so the same text is the same object.
    readonly Dictionary<string, Statement> _statements = new(ReferenceEqualityComparer.Instance);

    static DbSession() => Batteries_V2.Init();

    public DbSession(string path, SqliteOpenMode mode, TimeSpan busyTimeout)
    {
        // Used by one thread at a time, it needs no lock around every call.
        int code = raw.sqlite3_open_v2(path, out _handle, Flags(mode) | raw.SQLITE_OPEN_NOMUTEX, null);
        if (code != raw.SQLITE_OK)
        {
            using sqlite3 failed = _handle;
            throw SqliteFault.Of(failed, code);
        }

        WaitAtMost(busyTimeout);
    }

    /// <summary>Takes a connection over that can be lent to others.</summary>
    /// <param name="lent">It is open.</param>
    /// <param name="busyTimeout">How long SQLite waits for other writers.</param>
    public DbSession(SqliteConnection lent, TimeSpan busyTimeout)
    {
        (_lent, _handle) = (lent, lent.Handle!);
        WaitAtMost(busyTimeout);
    }

    /// <summary>Gets the connection for others than us, if it can be lent.</summary>
    public SqliteConnection? Lent => _lent;

    public bool IsInTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    public long LastRowId => raw.sqlite3_last_insert_rowid(_handle);

    /// <summary>Gets how many pages it has written to the log since this was last asked.</summary>
    public long TakePagesWritten()
    {
        _ = raw.sqlite3_db_status(_handle, PagesWritten, out int pages, out _, 1);
        return pages;
    }

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
        int code = raw.sqlite3_exec(_handle, script);
        if (code != raw.SQLITE_OK)
        {
            throw SqliteFault.Of(_handle, code);
        }
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
        if (_lent is null)
        {
            _handle.Dispose();
        }
        else
        {
            _lent.Dispose();
        }
    }

    static int Flags(SqliteOpenMode mode) => mode switch
    {
        SqliteOpenMode.ReadOnly => raw.SQLITE_OPEN_READONLY,
        SqliteOpenMode.ReadWrite => raw.SQLITE_OPEN_READWRITE,
        _ => raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE,
    };
}
