using Microsoft.Extensions.Logging;

namespace HistoryImport;

/// <summary>A lease in the state store, renewed until it is disposed of or lost.</summary>
sealed class LeaseHolder : IAsyncDisposable
{
    readonly ImportServices _services;
    readonly ConnectionKey _connection;
    readonly CancellationTokenSource _lost = new();
    readonly CancellationTokenSource _released = new();
    readonly Task _renewing;
    long _version;
    long _renewed;

    LeaseHolder(ImportServices services, ConnectionKey connection, ImportLease lease, long version, long acquired)
    {
        (_services, _connection, Lease, _version, _renewed) = (services, connection, lease, version, acquired);
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
        long acquired = services.Time.GetTimestamp();
        long? version = await services.State.TrySetAsync(
            connection, key, owner.ToByteArray(), 0, services.Options.LeaseDuration, cancellationToken).ConfigureAwait(false);
        return version is { } first ? new LeaseHolder(services, connection, new ImportLease(services.State, key, owner), first, acquired) : null;
    }

    /// <summary>Takes a lease as soon as nobody holds it.</summary>
    public static async ValueTask<LeaseHolder> AcquireAsync(
        ImportServices services, ConnectionKey connection, string key, Guid owner, CancellationToken cancellationToken) =>
        (await services.Watcher.WaitAsync(
            connection,
            key,
            async token => (await TryAcquireAsync(services, connection, key, owner, token).ConfigureAwait(false), 0L),
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
                await _services.State.TrySetAsync(_connection, Lease.Key, default, _version, TimeSpan.Zero).ConfigureAwait(false);
            }
            catch (HistoryStorageException)
            {
                // It runs out by itself.
            }
        }

        _services.Watcher.Changed(_connection, Lease.Key);
        _released.Dispose();
        _lost.Dispose();
    }

    async Task RenewAsync()
    {
        while (await SleepAsync().ConfigureAwait(false))
        {
            if (!await IsStillOursAsync().ConfigureAwait(false))
            {
                Log.LeaseLost(_services.Logger, _connection, Duration.TotalSeconds);
                await _lost.CancelAsync().ConfigureAwait(false);
                return;
            }
        }
    }

    async Task<bool> SleepAsync()
    {
        try
        {
            await Task.Delay(Duration / 3, _services.Time, _released.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    async Task<bool> IsStillOursAsync()
    {
        try
        {
            long now = _services.Time.GetTimestamp();
            if (await TryRenewAsync().ConfigureAwait(false) is not { } version)
            {
                return false;
            }

            (_version, _renewed) = (version, now);
            return true;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Whatever ails the store: until the lease is over, nobody else can have it.
            return _services.Time.GetElapsedTime(_renewed) < Duration;
        }
    }

    async Task<long?> TryRenewAsync()
    {
        byte[] owner = Lease.Owner.ToByteArray();
        if (await _services.State.TrySetAsync(_connection, Lease.Key, owner, _version, Duration).ConfigureAwait(false) is { } version)
        {
            return version;
        }

        // A renewal whose answer was lost may have been written all the same.
        ImportState? state = await _services.State.GetAsync(_connection, Lease.Key).ConfigureAwait(false);
        return state is not null && state.Value.Span.SequenceEqual(owner)
            ? await _services.State.TrySetAsync(_connection, Lease.Key, owner, state.Version, Duration).ConfigureAwait(false)
            : null;
    }
}
