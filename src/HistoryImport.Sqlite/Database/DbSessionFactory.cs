using Microsoft.Data.Sqlite;

namespace HistoryImport.Sqlite;

/// <summary>Opens sessions with the settings each needs.</summary>
/// <param name="options">The options.</param>
/// <param name="lendsWriter">Whether the session that writes is lent to a projection.</param>
sealed class DbSessionFactory(SqliteOptions options, bool lendsWriter)
{
    // From here on (64 MiB) the writer copies what the checkpointer has not: only then can the log begin anew.
    const int MaxLogPages = 16384;
    const int MaxLogBytes = MaxLogPages * 4096;

    // There may be several readers; what they share lies in the system's own cache.
    const int ReaderCacheMiB = 8;

    public string Path { get; } = System.IO.Path.GetFullPath(options.Path);

    /// <summary>Opens the one session that writes, and makes or upgrades the schema.</summary>
    public DbSession OpenWriter()
    {
        DbSession session = lendsWriter ? OpenLendable() : new DbSession(Path, SqliteOpenMode.ReadWriteCreate, options.BusyTimeout);
        try
        {
            int version = SchemaGuard.Check(session, Path);
            EnterWal(session);
            if (version < SchemaScripts.Version)
            {
                SchemaGuard.Upgrade(session, Path);
            }

            session.Query($"PRAGMA cache_size={-1024 * options.PageCacheMiB}");
            if (options.SecureDelete)
            {
                session.Query("PRAGMA secure_delete=ON");
            }

            session.Query($"PRAGMA wal_autocheckpoint={MaxLogPages}");

            // Beside a long reader the log grows; when it begins anew, the disk gets back what is beyond this.
            session.Query($"PRAGMA journal_size_limit={MaxLogBytes}");
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Opens a session that reads while the writer writes.</summary>
    public DbSession OpenReader()
    {
        var session = new DbSession(Path, SqliteOpenMode.ReadWrite, options.BusyTimeout);
        session.Query("PRAGMA query_only=1");
        session.Query($"PRAGMA cache_size={-1024 * ReaderCacheMiB}");
        return session;
    }

    DbSession OpenLendable()
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = Path, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false }.ConnectionString);
        try
        {
            connection.Open();
            return new DbSession(connection, options.BusyTimeout);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // Changing the journal does not wait for others by itself.
    void EnterWal(DbSession session)
    {
        const int Attempts = 100;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                session.Query("PRAGMA journal_mode=WAL");
                return;
            }
            catch (SqliteException error) when (SqliteFault.IsBusy(error) && attempt < Attempts && options.BusyTimeout > TimeSpan.Zero)
            {
                // Waits by the busy time-out for whoever writes.
                WaitForWriters(session);
            }
        }
    }

    static void WaitForWriters(DbSession session)
    {
        session.Query("BEGIN IMMEDIATE");
        session.Query("ROLLBACK");
    }
}
