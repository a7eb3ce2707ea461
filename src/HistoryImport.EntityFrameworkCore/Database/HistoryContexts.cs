using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;

namespace HistoryImport.EntityFrameworkCore;

/// <summary>Gives every piece of work a context of its own, and does it again where a failure may pass. Thread-safe.</summary>
sealed class HistoryContexts : IDisposable
{
    // About half a minute, all together: as long as a server takes to start again.
    const int MostRetries = 12;
    const int MostRaces = 3;

    static readonly TimeSpan _firstDelay = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan _longestDelay = TimeSpan.FromSeconds(5);

    readonly Func<CancellationToken, Task<DbContext>> _create;
    readonly TimeProvider _time;
    readonly ILogger _logger;
    readonly Tables _tables;
    readonly Dialect _dialect;

    // Where one transaction writes at a time, waiting here is faster than trying there.
    readonly SemaphoreSlim _writer;

    /// <exception cref="InvalidOperationException">The model lacks our entities.</exception>
    /// <exception cref="NotSupportedException">The provider is not supported.</exception>
    public HistoryContexts(Func<DbContext> createFirst, Func<CancellationToken, Task<DbContext>> create, TimeProvider time, ILogger logger)
    {
        (_create, _time, _logger) = (create, time, logger);
        using DbContext context = createFirst();
        Name = context.GetType().Name;
        _dialect = Dialect.Of(context.Database.ProviderName);
        _tables = Tables.Of(context);
        _writer = new SemaphoreSlim(_dialect.HasOneWriter ? 1 : int.MaxValue);
    }

    public string Name { get; }

    /// <summary>Stands for this database where parts have to tell whether they share one.</summary>
    public StorageScope Scope { get; } = new();

    /// <summary>Runs work in one transaction: all of it is written, or nothing. It may run several times; only the last time counts.</summary>
    public async Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await RunAsync(work, inTransaction: true, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <summary>Runs queries, each on what is committed by then.</summary>
    public Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken) => RunAsync(work, inTransaction: false, cancellationToken);

    /// <summary>Opens a context for as long as the caller keeps it.</summary>
    public async Task<Session> OpenAsync(CancellationToken cancellationToken) =>
        new(await _create(cancellationToken).ConfigureAwait(false), _tables, _dialect, cancellationToken);

    /// <summary>Says in words what failed, where it is the database and no message.</summary>
    public Exception Translate(Exception error) => DatabaseCause.Of(error) switch
    {
        _ when MayPass(error) => new HistoryStorageException(
            $"The database of {Name} could not be reached, or could not do the work at this moment. What was committed before is safe. Try again.", error)
        { IsTransient = true },
        null => error,
        var cause when _dialect.IsOfAValue(cause) => error,
        _ when error is ProjectionException failed => ProjectionFault.Hopeless(failed),
        _ => new HistoryStorageException(
            $"The database of {Name} could not be used. Check its address and credentials, and that every migration is applied: its tables are those of modelBuilder.UseHistoryImport().", error),
    };

    public void Dispose() => _writer.Dispose();

    async Task<T> RunAsync<T>(Func<Session, Task<T>> work, bool inTransaction, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TimeSpan delay = _firstDelay;
        using var telling = new StorageRetry();
        for ((int retries, int races) = (0, 0); ;)
        {
            try
            {
                return await OnceAsync(work, inTransaction, telling, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (IsRace(error) && races++ < MostRaces)
            {
                // The host's own writers are not held up: what they wrote meanwhile is found now.
                Log.RaceLost(_logger, Name);
            }
            catch (Exception error) when (MayPass(error) && retries++ < MostRetries)
            {
                Log.Repeated(_logger, Name, retries, delay.TotalMilliseconds);
                telling.Again();
                await Task.Delay(delay, _time, cancellationToken).ConfigureAwait(false);
                delay = delay * 2 < _longestDelay ? delay * 2 : _longestDelay;
            }
            catch (Exception error) when (Translate(error) is HistoryStorageException told)
            {
                throw told;
            }
        }
    }

    async Task<T> OnceAsync<T>(Func<Session, Task<T>> work, bool inTransaction, StorageRetry telling, CancellationToken cancellationToken)
    {
        DbContext first = await _create(cancellationToken).ConfigureAwait(false);
        await using (first.ConfigureAwait(false))
        {
            // A host whose own strategy repeats has to be asked by it, and then each time by a context that knows nothing yet.
            IExecutionStrategy strategy = first.Database.CreateExecutionStrategy();
            if (!strategy.RetriesOnFailure)
            {
                return await AttemptAsync(first, work, inTransaction, cancellationToken).ConfigureAwait(false);
            }

            bool isFirst = true;
            return await strategy.ExecuteAsync(FreshAsync, cancellationToken).ConfigureAwait(false);

            Task<T> FreshAsync(CancellationToken token)
            {
                if (!isFirst)
                {
                    telling.Again();
                }

                isFirst = false;
                return this.FreshAsync(work, inTransaction, token);
            }
        }
    }

    async Task<T> FreshAsync<T>(Func<Session, Task<T>> work, bool inTransaction, CancellationToken cancellationToken)
    {
        DbContext context = await _create(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await AttemptAsync(context, work, inTransaction, cancellationToken).ConfigureAwait(false);
        }
    }

    async Task<T> AttemptAsync<T>(DbContext context, Func<Session, Task<T>> work, bool inTransaction, CancellationToken cancellationToken)
    {
        using var session = new Session(context, _tables, _dialect, cancellationToken);
        if (!inTransaction)
        {
            return await work(session).ConfigureAwait(false);
        }

        IDbContextTransaction transaction = await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            T result = await HeededAsync(session, work).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();

            // From here on it counts: a caller who gives up now would not know.
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            return result;
        }
    }

    // A connection that ends between two statements ends the transaction, and the next statement only says that there is none.
    static async Task<T> HeededAsync<T>(Session session, Func<Session, Task<T>> work)
    {
        try
        {
            return await work(session).ConfigureAwait(false);
        }
        catch (InvalidOperationException error) when (DatabaseCause.Of(error) is null && session.Context.Database.GetDbConnection().State != ConnectionState.Open)
        {
            throw new ConnectionLostException(error);
        }
    }

    bool MayPass(Exception error) => error is ConnectionLostException || DatabaseCause.Of(error) is { } cause && _dialect.MayPass(cause);

    bool IsRace(Exception error) => error is DbUpdateConcurrencyException or ProjectionException { InnerException: DbUpdateConcurrencyException } || DatabaseCause.Of(error) is { } cause && _dialect.IsRace(cause);
}
