using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Npgsql;
using Polly;
using Polly.Retry;

namespace HistoryImport.PostgreSql;

/// <summary>The database: every piece of work has a connection of the pool, and is done again where a failure may pass.</summary>
sealed class HistoryDatabase : IAsyncDisposable, IDisposable
{
    // More at once only wait for one another on the server, and each of its processes has to learn the tables anew.
    const int MostAtWork = 16;

    // Leases and states take a moment, and must not wait behind messages that wait for a lock.
    const int MostWithStates = 32;

    static readonly TimeSpan _doubt = TimeSpan.FromMinutes(1);

    readonly NpgsqlDataSource _source;
    readonly bool _ownsSource;
    readonly SchemaName _schema;
    static readonly ResiliencePropertyKey<StorageRetry> _telling = new("telling");

    readonly ResiliencePipeline _retry;

    // The last mark of each writer that has nothing to do: there are as many as ever wrote at once.
    readonly ConcurrentBag<CommitMark> _marks = [];

    // Those of work of which nobody knows what became. What of it still comes to the server finds a later number and does nothing; what is there still
    // holds the row, and whoever is next would wait for it.
    readonly ConcurrentQueue<(CommitMark Mark, long Since)> _doubtful = [];

    readonly PreparedUse _prepared;
    readonly SessionGate _work = new(MostAtWork);
    readonly SessionGate _states = new(MostWithStates);

    volatile bool _isReady;

    public HistoryDatabase(
        NpgsqlDataSource source, bool ownsSource, PostgreSqlOptions options, TimeProvider time, Telemetry telemetry, ILogger<HistoryDatabase> logger)
    {
        (_source, _ownsSource, Options, Time, Telemetry, Logger) = (source, ownsSource, options, time, telemetry, logger);
        _schema = new SchemaName(options.Schema);
        _prepared = new PreparedUse(new NpgsqlConnectionStringBuilder(source.ConnectionString).Multiplexing);
        Place = DataSources.Place(source.ConnectionString);
        _retry = CreateRetry();
        Leases = new HeldLeases(time);
        Changes = new ChangeListener(this);
    }

    public PostgreSqlOptions Options { get; }

    public TimeProvider Time { get; }

    public Telemetry Telemetry { get; }

    public ILogger Logger { get; }

    /// <summary>What messages call the database: its name and address, nothing secret.</summary>
    public string Place { get; }

    /// <summary>Stands for this database where parts have to tell whether they share one.</summary>
    public StorageScope Scope { get; } = new() { LetsAmendmentsRest = true };

    public ChangeListener Changes { get; }

    public HeldLeases Leases { get; }

    /// <summary>How long one statement may take. Npgsql's own time-out would end, and repeat, honest work.</summary>
    public TimeSpan StatementLimit { get; init; } = PostgreSqlDefaults.StatementLimit;

    /// <summary>Whether the pool has a connection to keep for listening.</summary>
    public bool CanListen => new NpgsqlConnectionStringBuilder(_source.ConnectionString) is not { Pooling: true, MaxPoolSize: < 2 };

    /// <summary>Runs work in one transaction: all of it is written, or nothing. It may run several times; only the last time counts.</summary>
    public ValueTask<T> WriteAsync<T>(Func<DbSession, CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken) =>
        WriteAsync(_work, work, cancellationToken);

    /// <summary>Runs a query, each of its statements on what is committed by then.</summary>
    public ValueTask<T> ReadAsync<T>(Func<DbSession, CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken) =>
        ReadAsync(_work, work, cancellationToken);

    /// <summary>Runs work on leases and states in one transaction, in a lane of its own.</summary>
    public ValueTask<T> WriteStatesAsync<T>(Func<DbSession, CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken) =>
        WriteAsync(_states, work, cancellationToken);

    /// <summary>Runs work on leases and states that is one round trip, its commit included.</summary>
    /// <param name="work">The work. Done once more when it is committed, it must change nothing.</param>
    /// <param name="find">Finds what it did, where its answer was lost.</param>
    /// <param name="cancellationToken">Cancels, and then nothing is written, unless the connection breaks at that very moment.</param>
    public ValueTask<T> WriteStatesAtOnceAsync<T>(
        Func<DbSession, CancellationToken, ValueTask<T>> work, Func<DbSession, CancellationToken, ValueTask<T>> find, CancellationToken cancellationToken) =>
        WriteAsync(_states, work, cancellationToken, find);

    /// <summary>Runs a query of leases and states, in a lane of its own.</summary>
    public ValueTask<T> ReadStatesAsync<T>(Func<DbSession, CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken) =>
        ReadAsync(_states, work, cancellationToken);

    async ValueTask<T> WriteAsync<T>(
        SessionGate gate, Func<DbSession, CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken,
        Func<DbSession, CancellationToken, ValueTask<T>>? find = null)
    {
        CommitMark mark = TakeMark();
        var unit = new UnitOfWork<T>(mark, Leases, OpenAsync, work, find);
        try
        {
            T result = await RunAsync(gate, unit.RunAsync, cancellationToken).ConfigureAwait(false);

            // Only now: the row of a mark may still be held by an attempt that failed.
            _marks.Add(mark);
            return result;
        }
        catch (Exception) when (unit.LeftNothing)
        {
            _marks.Add(mark);
            throw;
        }
        catch
        {
            _doubtful.Enqueue((mark, Time.GetTimestamp()));
            throw;
        }
    }

    CommitMark TakeMark()
    {
        if (_marks.TryTake(out CommitMark last))
        {
            return last.Next();
        }

        return _doubtful.TryPeek(out (CommitMark Mark, long Since) oldest) && Time.GetElapsedTime(oldest.Since) >= _doubt && _doubtful.TryDequeue(out oldest)
            ? oldest.Mark.Next()
            : CommitMark.New();
    }

    ValueTask<T> ReadAsync<T>(SessionGate gate, Func<DbSession, CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken) =>
        RunAsync(
            gate,
            async token =>
            {
                DbSession session = await OpenAsync(token).ConfigureAwait(false);
                await using (session.ConfigureAwait(false))
                {
                    try
                    {
                        return await work(session, token).ConfigureAwait(false);
                    }
                    catch (Exception error) when (PostgreSqlFault.IsTooLong(error))
                    {
                        throw new StatementTooLongException(error);
                    }
                }
            },
            cancellationToken);

    public void RaceLost(int items, WritePath next)
    {
        Log.RaceLost(Logger, items, next.ToString());
        Telemetry.RaceLost();
    }

    /// <summary>Opens a connection for as long as the caller keeps it.</summary>
    public ValueTask<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken) => _source.OpenConnectionAsync(cancellationToken);

    public void Dispose()
    {
        Changes.Dispose();
        if (_ownsSource)
        {
            _source.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Changes.DisposeAsync().ConfigureAwait(false);
        if (_ownsSource)
        {
            await _source.DisposeAsync().ConfigureAwait(false);
        }
    }

    async ValueTask<T> RunAsync<T>(SessionGate gate, Func<CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var telling = new StorageRetry();
        ResilienceContext context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(_telling, telling);
        try
        {
            return await _retry.ExecuteAsync(turn => gate.RunAsync(token => HeedAsync(work, token), turn.CancellationToken), context).ConfigureAwait(false);
        }
        catch (Exception error) when (error is NpgsqlException || PostgreSqlFault.IsTransient(error))
        {
            throw PostgreSqlFault.Translate(error, Place, _schema);
        }
        catch (StatementTooLongException error)
        {
            throw PostgreSqlFault.TooLong(error, Place, StatementLimit);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    // Before anybody tries again, or never again: what is prepared is of no use.
    async ValueTask<T> HeedAsync<T>(Func<CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (PostgreSqlFault.IsPreparedLost(error))
        {
            _prepared.Refuse();
            throw;
        }
    }

    async ValueTask<DbSession> OpenAsync(CancellationToken cancellationToken)
    {
        if (!_isReady)
        {
            DbSession first = await ConnectSessionAsync(cancellationToken).ConfigureAwait(false);
            await using (first.ConfigureAwait(false))
            {
                // A pooler makes the number up that stands for its client. Behind it a name may stand for what another client prepared.
                if (_prepared.IsAllowed && !await first.IsDirectAsync(cancellationToken).ConfigureAwait(false))
                {
                    _prepared.Refuse();
                }

                await SchemaGuard.EnsureAsync(first, _schema, Options.CreateSchema, cancellationToken).ConfigureAwait(false);
            }

            _isReady = true;
        }

        return await ConnectSessionAsync(cancellationToken).ConfigureAwait(false);
    }

    async ValueTask<DbSession> ConnectSessionAsync(CancellationToken cancellationToken) =>
        new(await Opening.OpenAsync(ConnectAsync, Place, cancellationToken).ConfigureAwait(false), _schema.QualifyConstant, StatementLimit, _prepared);

    ResiliencePipeline CreateRetry()
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = Time };
        if (Options.MaxRetries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = Options.MaxRetries,
                Delay = Options.RetryDelay,
                MaxDelay = Options.MaxRetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = outcome => new(PostgreSqlFault.IsTransient(outcome.Outcome.Exception)),
                OnRetry = Repeated,
            });
        }

        return builder.Build();
    }

    ValueTask Repeated(OnRetryArguments<object> retry)
    {
        string error = PostgreSqlFault.Name(retry.Outcome.Exception);
        Log.Repeated(Logger, Place, error, retry.AttemptNumber + 1, retry.RetryDelay.TotalMilliseconds);
        Log.RepeatedDetail(Logger, retry.Outcome.Exception);
        Telemetry.Repeated(error);
        retry.Context.Properties.GetValue(_telling, null!).Again();
        return ValueTask.CompletedTask;
    }
}
