using Microsoft.Extensions.Logging;

namespace HistoryImport;

/// <summary>A lease in the state store, renewed until it is disposed of or lost.</summary>
sealed class LeaseHolder : IAsyncDisposable
{
    // How long it is tried to give back a lease that may have been ours.
    static readonly TimeSpan _forgoing = TimeSpan.FromSeconds(5);

    readonly ImportServices _services;
    readonly ConnectionKey _connection;

    // Cancels by our own clock, whatever becomes of a renewal; each that is known to be written puts it off.
    readonly CancellationTokenSource _lost;
    readonly CancellationTokenSource _released = new();
    readonly Task _renewing;
    long _version;

    LeaseHolder(ImportServices services, ConnectionKey connection, ImportLease lease, long version, long acquired)
    {
        (_services, _connection, Lease, _version) = (services, connection, lease, version);
        _lost = new CancellationTokenSource(Left(acquired), services.Time);
        _lost.Token.UnsafeRegister(_ => Log.LeaseLost(_services.Logger, _connection, Duration.TotalSeconds), null);
        _renewing = RenewAsync();
    }

    public ImportLease Lease { get; }

    /// <summary>Cancelled when somebody else may hold the lease.</summary>
    public CancellationToken Lost => _lost.Token;

    TimeSpan Duration => _services.Options.LeaseDuration;

    /// <summary>Takes a lease that nobody holds.</summary>
    /// <returns><see langword="null"/> if somebody does.</returns>
    public static async ValueTask<LeaseHolder?> TryAcquireAsync(
        ImportServices services, ConnectionKey connection, string key, Guid owner, CancellationToken cancellationToken)
    {
        var lease = new ImportLease(services.State.Scope, key, owner);
        long acquired = services.Time.GetTimestamp();
        try
        {
            long? version = await services.State.TrySetAsync(
                connection, key, owner.ToByteArray(), 0, services.Options.LeaseDuration, cancellationToken).ConfigureAwait(false);
            return version is { } first ? new LeaseHolder(services, connection, lease, first, acquired) : null;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            await ForgoAsync(services, connection, lease).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Takes a lease as soon as nobody holds it.</summary>
    public static async ValueTask<LeaseHolder> AcquireAsync(
        ImportServices services, ConnectionKey connection, string key, Guid owner, CancellationToken cancellationToken) =>
        (await services.Watcher.WaitAsync(
            connection,
            key,
            async token => await services.State.GetAsync(connection, key, token).ConfigureAwait(false) is { } held
                ? (null, held.Version)
                : (await TryAcquireAsync(services, connection, key, owner, token).ConfigureAwait(false), 0L),
            Timeout.InfiniteTimeSpan,
            cancellationToken).ConfigureAwait(false))!;

    public async ValueTask DisposeAsync()
    {
        await _released.CancelAsync().ConfigureAwait(false);
        await _renewing.ConfigureAwait(false);
        if (!_lost.IsCancellationRequested)
        {
            try
            {
                await TrySetAsync(default, TimeSpan.Zero, _lost.Token).ConfigureAwait(false);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // It runs out by itself.
            }
        }

        _services.Watcher.Changed(_connection, Lease.Key);
        _released.Dispose();
        _lost.Dispose();
    }

    // What failed, or was cancelled, may have been written all the same: nobody would renew that lease, and nobody could have it.
    static async ValueTask ForgoAsync(ImportServices services, ConnectionKey connection, ImportLease lease)
    {
        try
        {
            using var over = new CancellationTokenSource(_forgoing, services.Time);
            StateValue? state = await services.State.GetAsync(connection, lease.Key, over.Token).ConfigureAwait(false);
            if (lease.IsHeldBy(state))
            {
                await services.State.TrySetAsync(connection, lease.Key, default, state!.Version, TimeSpan.Zero, over.Token).ConfigureAwait(false);
                services.Watcher.Changed(connection, lease.Key);
            }
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // It runs out by itself.
        }
    }

    async Task RenewAsync()
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_released.Token, _lost.Token);
        while (await SleepAsync(over.Token).ConfigureAwait(false))
        {
            try
            {
                long now = _services.Time.GetTimestamp();
                if (!await TrySetAsync(Lease.Owner.ToByteArray(), Duration, over.Token).ConfigureAwait(false))
                {
                    await _lost.CancelAsync().ConfigureAwait(false);
                    return;
                }

                _lost.CancelAfter(Left(now));
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // Whatever ails the store: until the lease is over, nobody else can have it.
            }
        }
    }

    async Task<bool> SleepAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Duration / 3, _services.Time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Renews the lease, or releases it.</summary>
    /// <returns>Whether it was ours.</returns>
    async Task<bool> TrySetAsync(ReadOnlyMemory<byte> value, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        // A store that does not listen to the token must not hold up the run.
        long? version = await SetAsync(_version).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (version is null)
        {
            // A renewal whose answer was lost may have been written all the same.
            StateValue? state = await _services.State.GetAsync(_connection, Lease.Key, cancellationToken).AsTask()
                .WaitAsync(cancellationToken).ConfigureAwait(false);
            version = Lease.IsHeldBy(state) ? await SetAsync(state!.Version).WaitAsync(cancellationToken).ConfigureAwait(false) : null;
        }

        _version = version ?? _version;
        return version is not null;

        Task<long?> SetAsync(long known) =>
            _services.State.TrySetAsync(_connection, Lease.Key, value, known, timeToLive, cancellationToken).AsTask();
    }

    TimeSpan Left(long since)
    {
        TimeSpan left = Duration - _services.Time.GetElapsedTime(since);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
