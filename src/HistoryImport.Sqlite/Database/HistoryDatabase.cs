using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace HistoryImport.Sqlite;

/// <summary>The file: one session that writes, behind a gate, and a few that read beside it.</summary>
/// <remarks>SQLite is synchronous: work runs on the caller's thread, in short transactions. Opened on first use.</remarks>
sealed class HistoryDatabase(SqliteOptions options, TimeProvider time, bool lendsWriter = false) : IAsyncDisposable, IDisposable
{
    const int IdleReaders = 4;

    readonly DbSessionFactory _factory = new(options, lendsWriter);
    readonly SemaphoreSlim _gate = new(1, 1);
    readonly ConcurrentBag<DbSession> _readers = [];

    // Behind the gate.
    Writer? _writer;
    Checkpointer? _checkpointer;

    volatile bool _isOpen;
    volatile bool _isDisposed;

    public SqliteOptions Options => options;

    /// <summary>Stands for this database where parts have to tell whether they share one.</summary>
    public StorageScope Scope { get; } = new() { LetsAmendmentsRest = true };

    public TimeProvider Time => time;

    public string Path => _factory.Path;

    /// <summary>Runs work in one transaction: all of it is written, or nothing.</summary>
    public ValueTask<T> WriteAsync<T>(Durability durability, Func<Writer, T> work, CancellationToken cancellationToken) =>
        WriteAsync(durability, work, null, cancellationToken);

    /// <summary>Runs work in one transaction, and something last that need not be done at once.</summary>
    public async ValueTask<T> WriteAsync<T>(Durability durability, Func<Writer, T> work, Func<Writer, ValueTask>? last, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Writer writer = Open();
            T result = await writer.RunAsync(options.SyncRows ? Durability.Full : durability, work, last, cancellationToken).ConfigureAwait(false);
            _checkpointer!.Add(writer.Session.TakePagesWritten());
            return result;
        }
        catch (SqliteException error)
        {
            throw SqliteFault.Translate(error, Path);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Runs a query on a session of its own, beside whoever writes.</summary>
    public async ValueTask<T> ReadAsync<T>(Func<DbSession, T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_isOpen)
        {
            await OpenAsync(cancellationToken).ConfigureAwait(false);
        }

        try
        {
            DbSession session = _readers.TryTake(out DbSession? idle) ? idle : _factory.OpenReader();
            try
            {
                return work(session);
            }
            finally
            {
                Return(session);
            }
        }
        catch (SqliteException error)
        {
            throw SqliteFault.Translate(error, Path);
        }
    }

    /// <summary>Runs a query that takes a moment: while nobody writes, on the session that does. What was just written lies in its cache, where any other session
    /// begins with an empty one after each write.</summary>
    public ValueTask<T> ReadBrieflyAsync<T>(Func<DbSession, T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_isOpen || !_gate.Wait(0, CancellationToken.None))
        {
            return ReadAsync(work, cancellationToken);
        }

        try
        {
            return new(Open().Read(work));
        }
        catch (SqliteException error)
        {
            throw SqliteFault.Translate(error, Path);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        _gate.Wait();
        Close();
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        Close();
    }

    async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Open();
        }
        catch (SqliteException error)
        {
            throw SqliteFault.Translate(error, Path);
        }
        finally
        {
            _gate.Release();
        }
    }

    Writer Open()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _writer ??= new Writer(_factory.OpenWriter(), options.BusyTimeout);
        _checkpointer ??= new Checkpointer(_factory);
        _isOpen = true;
        return _writer;
    }

    void Return(DbSession session)
    {
        // A query that failed half-way leaves its transaction to nobody else.
        if (_isDisposed || session.IsInTransaction || _readers.Count >= IdleReaders)
        {
            session.Dispose();
            return;
        }

        _readers.Add(session);
        if (_isDisposed)
        {
            CloseReaders();
        }
    }

    // The readers first: the last to close cleans up, and only a writer can.
    void Close()
    {
        _isDisposed = true;
        _isOpen = false;
        CloseReaders();
        _checkpointer?.Dispose();
        _checkpointer = null;
        _writer?.Dispose();
        _writer = null;
        _gate.Release();
    }

    void CloseReaders()
    {
        while (_readers.TryTake(out DbSession? session))
        {
            session.Dispose();
        }
    }
}
