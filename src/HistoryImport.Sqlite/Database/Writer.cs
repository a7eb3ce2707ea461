using Microsoft.Data.Sqlite;

namespace HistoryImport.Sqlite;

/// <summary>The session that writes, and what it knows without asking. Used behind the gate of its database.</summary>
sealed class Writer(DbSession session, TimeSpan busyTimeout) : IDisposable
{
    // A cancelled caller waits for a foreign lock no longer than this.
    static readonly TimeSpan _busySlice = TimeSpan.FromMilliseconds(250);

    Durability? _durability;
    long _dataVersion = -1;

    public DbSession Session => session;

    public KeyDirectory Keys { get; } = new(session);

    public async ValueTask<T> RunAsync<T>(Durability durability, Func<Writer, T> work, Func<Writer, ValueTask>? last, CancellationToken cancellationToken)
    {
        SetDurability(durability);
        Begin(cancellationToken);
        try
        {
            ForgetIfOthersWrote();
            T result = work(this);
            if (last is not null)
            {
                await last(this).ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
            session.Get("COMMIT").Execute();
            return result;
        }
        catch
        {
            Keys.Forget();
            RollBack();
            throw;
        }
    }

    /// <summary>Runs a query, and leaves no transaction behind.</summary>
    public T Read<T>(Func<DbSession, T> work)
    {
        try
        {
            return work(session);
        }
        finally
        {
            RollBack();
        }
    }

    public void Dispose() => session.Dispose();

    // Not possible inside a transaction.
    void SetDurability(Durability durability)
    {
        if (_durability != durability)
        {
            session.Query(durability == Durability.Full ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
            _durability = durability;
        }
    }

    void Begin(CancellationToken cancellationToken)
    {
        TimeSpan left = busyTimeout;
        using var telling = new StorageRetry();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TimeSpan slice = left < _busySlice ? left : _busySlice;
            session.WaitAtMost(slice);
            try
            {
                session.Get("BEGIN IMMEDIATE").Execute();
                return;
            }
            catch (SqliteException error) when (SqliteFault.IsBusy(error) && (left -= slice) > TimeSpan.Zero)
            {
                telling.Again();
            }
            finally
            {
                session.WaitAtMost(busyTimeout);
            }
        }
    }

    // Another process, or another object on this file, may have re-keyed what we remember.
    void ForgetIfOthersWrote()
    {
        long version = session.Get("PRAGMA data_version").ExecuteInt64() ?? 0;
        if (version != _dataVersion)
        {
            Keys.Forget();
            _dataVersion = version;
        }
    }

    // A full disk and the like have rolled back already.
    void RollBack()
    {
        if (session.IsInTransaction)
        {
            session.Get("ROLLBACK").Execute();
        }
    }
}
