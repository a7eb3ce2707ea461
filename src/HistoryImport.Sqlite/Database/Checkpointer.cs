using Microsoft.Data.Sqlite;

namespace HistoryImport.Sqlite;

/// <summary>Copies what was committed from the log into the file, on a session and a thread of its own, beside whoever writes.</summary>
/// <remarks>Told of by one thread at a time: behind the gate of its database.</remarks>
sealed class Checkpointer(DbSessionFactory factory) : IDisposable
{
    // Fewer, longer checkpoints: each syncs the file.
    const long Pages = 2048;

    readonly Lock _working = new();
    DbSession? _session;
    bool _isClosed;
    Task _running = Task.CompletedTask;
    long _waiting;

    /// <summary>Takes in how many pages the log has grown by.</summary>
    public void Add(long pages)
    {
        _waiting += pages;
        if (_waiting >= Pages && _running.IsCompleted)
        {
            _waiting = 0;
            _running = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    public void Dispose()
    {
        lock (_working)
        {
            _isClosed = true;
            _session?.Dispose();
        }
    }

    void Run()
    {
        lock (_working)
        {
            if (_isClosed)
            {
                return;
            }

            try
            {
                _session ??= factory.OpenReader();
                _session.Query("PRAGMA wal_checkpoint(PASSIVE)");
            }
            catch (SqliteException)
            {
                // Nothing is lost: the log keeps it, and who writes tries too once that is long.
            }
        }
    }
}
