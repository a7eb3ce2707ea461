using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HistoryImport.Sqlite;

/// <summary>Says in words what failed and how to mend it.</summary>
static class SqliteFault
{
    // SQLITE_IOERR_SHMSIZE: the file beside the database, by which its users share an index of the log, could not grow.
    const int NoRoomForSharedMemory = 4874;

    /// <summary>Makes the exception of a call that failed just now.</summary>
    public static SqliteException Of(sqlite3 database, int code) =>
        new(raw.sqlite3_errmsg(database).utf8_to_string(), code & 0xFF, raw.sqlite3_extended_errcode(database));

    public static bool IsBusy(SqliteException error) => error.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    public static Exception Translate(SqliteException error, string path) => error.SqliteErrorCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => Storage(
            error, $"'{path}' is locked by another process. Try again when that is done, or raise SqliteOptions.BusyTimeout.", transient: true),
        _ when error.SqliteErrorCode == raw.SQLITE_FULL || error.SqliteExtendedErrorCode == NoRoomForSharedMemory => Storage(error, $"There is no room left for '{path}': the disk or the quota is full. What was there before is intact. Free space and try again."),
        raw.SQLITE_READONLY => Storage(error, $"'{path}' cannot be written. Make the file and its folder writable for this process, and its disk mounted for writing."),
        raw.SQLITE_CANTOPEN => Storage(error, $"'{path}' cannot be opened. Check that its folder exists and that this process may read and write it."),
        raw.SQLITE_PERM or raw.SQLITE_AUTH => Storage(error, $"This process may not use '{path}'. Give it permission to read and write the file and its folder."),
        raw.SQLITE_NOTADB => Storage(error, $"'{path}' is not a SQLite database, or is encrypted. Nothing was changed. Give another path."),
        raw.SQLITE_CORRUPT => Storage(error, $"'{path}' is damaged. Restore a copy, or save what is left with the .recover command of the sqlite3 shell."),
        raw.SQLITE_IOERR => Storage(error, $"The system failed to read or write '{path}' (SQLite code {error.SqliteExtendedErrorCode}). Check the disk and its free space, then try again."),
        raw.SQLITE_NOMEM => Storage(error, $"There is not enough memory to work with '{path}'. Lower SqliteOptions.PageCacheMiB, or give the process more."),

        // One message's own fault: the import sets that message aside.
        raw.SQLITE_TOOBIG => new InvalidOperationException("A value is larger than SQLite can hold.", error),
        _ => Storage(error, $"SQLite failed on '{path}' with code {error.SqliteExtendedErrorCode}: {error.Message}"),
    };

    /// <summary>Says what a failed statement of the host's projection means.</summary>
    public static Exception OfHost(object projection, Exception error) => error switch
    {
        OperationCanceledException or HistoryStorageException => error,
        SqliteException { SqliteErrorCode: raw.SQLITE_ERROR or raw.SQLITE_RANGE or raw.SQLITE_MISUSE or raw.SQLITE_SCHEMA } =>
            ProjectionFault.Hopeless(projection, error),
        SqliteException { SqliteErrorCode: not (raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG) } => error,
        _ => ProjectionFault.Of(projection, error),
    };

    public static HistoryStorageException Foreign(string path) =>
        new($"'{path}' is a database of another application. Nothing was changed. Give another path.");

    public static HistoryStorageException Newer(string path, long found, long known) =>
        new($"'{path}' was written by a newer version: its schema is {found}, this version knows up to {known}. Update HistoryImport.Sqlite, or give another path.");

    public static HistoryStorageException Absent(string path) =>
        new($"'{path}' does not exist or holds no history yet. Check the path, or import into it first.");

    static HistoryStorageException Storage(SqliteException error, string message, bool transient = false) =>
        new(message, error) { IsTransient = transient };
}
