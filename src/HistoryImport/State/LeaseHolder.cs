namespace HistoryImport;

/// <summary>A lease in the state store, renewed until it is disposed of, lost or revoked.</summary>
sealed class LeaseHolder : IAsyncDisposable
{
    static readonly TimeSpan _unheard = TimeSpan.FromSeconds(1);

    readonly Leases _leases;
    readonly ConnectionKey _connection;

    // Cancels by our own clock, whatever becomes of a renewal; each that is known to be written puts it off.
    readonly CancellationTokenSource _lost;
    readonly CancellationTokenSource _released = new();
    readonly Task _renewing;
    long _version;
    bool _isReleased;

    public LeaseHolder(Leases leases, ConnectionKey connection, ImportLease lease, long version, long acquired)
    {
        (_leases, _connection, Lease, _version) = (leases, connection, lease, version);
        _lost = new CancellationTokenSource(Left(acquired), leases.Time);
        _lost.Token.UnsafeRegister(_ => TellLost(), null);
        _renewing = RenewAsync();
    }

    public ImportLease Lease { get; }

    /// <summary>How long it lasts unless it is renewed.</summary>
    public TimeSpan Duration => _leases.Duration;

    /// <summary>Cancelled when somebody else may hold the lease, or it was revoked.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Whether it was revoked, as far as is known here.</summary>
    public bool IsRevoked { get; private set; }

    /// <summary>Looks what became of it, when it is no longer ours.</summary>
    /// <param name="told">Tells what it was told meanwhile, if nobody has it now.</param>
    public async ValueTask<LeaseFate> LookAsync(Func<CancellationToken, ValueTask<LeaseFate>> told)
    {
        try
        {
            using var over = new CancellationTokenSource(Duration, _leases.Time);
            StateValue? state = await GetAsync(over.Token).ConfigureAwait(false);
            return IsRevoked ? LeaseFate.Revoked
                : state is not null && !Lease.IsHeldBy(state) ? LeaseFate.Taken
                : await told(over.Token).AsTask().WaitAsync(over.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return IsRevoked ? LeaseFate.Revoked : LeaseFate.Unknown;
        }
    }

    /// <summary>Writes the last thing that is to be written, and gives the lease back in the same step.</summary>
    /// <returns>Whether that was written: not if the lease is lost, nor if somebody else wrote there first.</returns>
    public async ValueTask<bool> ReleaseAsync(StateWrite last)
    {
        await StopAsync().ConfigureAwait(false);
        if (_lost.IsCancellationRequested)
        {
            return false;
        }

        // A store that does not listen to the token must not hold up the run.
        using var over = new CancellationTokenSource(Duration, _leases.Time);
        IReadOnlyList<long> versions = await _leases.Store
            .TrySetManyAsync(_connection, [last, new StateWrite(Lease.Key, default, _version, TimeSpan.Zero)], over.Token).AsTask()
            .WaitAsync(over.Token).ConfigureAwait(false);
        _isReleased = versions.Count == 2;
        return versions.Count > 0;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        if (!_isReleased && (!_lost.IsCancellationRequested || IsRevoked))
        {
            try
            {
                using var over = new CancellationTokenSource(Duration, _leases.Time);
                await TrySetAsync(default, TimeSpan.Zero, over.Token).ConfigureAwait(false);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // It runs out by itself.
            }
        }

        _leases.Watcher.Changed(_connection, Lease.Key);
        _released.Dispose();
        _lost.Dispose();
    }

    async Task StopAsync()
    {
        await _released.CancelAsync().ConfigureAwait(false);
        await _renewing.ConfigureAwait(false);
    }

    async Task RenewAsync()
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_released.Token, _lost.Token);
        bool failed = false;
        for (bool first = true; await SleepAsync(failed, first, over.Token).ConfigureAwait(false); first = false)
        {
            try
            {
                long now = _leases.Time.GetTimestamp();
                if (!await TrySetAsync(Lease.Owner.ToByteArray(), Duration, over.Token).ConfigureAwait(false))
                {
                    await _lost.CancelAsync().ConfigureAwait(false);
                    return;
                }

                _lost.CancelAfter(Left(now));
                failed = false;
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // Whatever ails the store: until the lease is over, nobody else can have it.
                failed = true;
            }
        }
    }

    /// <summary>Sleeps until it is time to renew, or somebody changed the lease.</summary>
    async Task<bool> SleepAsync(bool deaf, bool first, CancellationToken cancellationToken)
    {
        try
        {
            // Most runs are over before it is worth listening to others. What they did until then is found when listening begins.
            if (first && await _leases.Watcher.WaitForSignHereAsync(_connection, Lease.Key, Least(_unheard, Duration / 10), cancellationToken).ConfigureAwait(false))
            {
                return true;
            }

            // A store that has just failed may tell of a change at once, again and again.
            await (deaf
                ? Task.Delay(Duration / 3, _leases.Time, cancellationToken)
                : _leases.Watcher.WaitForSignAsync(_connection, Lease.Key, _version, Duration / 3, cancellationToken)).ConfigureAwait(false);
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
            // A renewal whose answer was lost may have been written all the same. What was revoked is ours to give back, and nothing else.
            StateValue? state = await GetAsync(cancellationToken).ConfigureAwait(false);
            bool isOurs = Lease.IsHeldBy(state) || (IsRevoked && value.IsEmpty && state is not null);
            version = isOurs ? await SetAsync(state!.Version).WaitAsync(cancellationToken).ConfigureAwait(false) : null;
        }

        _version = version ?? _version;
        return version is not null;

        Task<long?> SetAsync(long known) =>
            _leases.Store.TrySetAsync(_connection, Lease.Key, value, known, timeToLive, cancellationToken).AsTask();
    }

    async Task<StateValue?> GetAsync(CancellationToken cancellationToken)
    {
        StateValue? state = await _leases.Store.GetAsync(_connection, Lease.Key, cancellationToken).AsTask()
            .WaitAsync(cancellationToken).ConfigureAwait(false);
        IsRevoked = LeaseRevocation.IsOf(state, Lease.Owner);
        return state;
    }

    void TellLost()
    {
        if (!IsRevoked)
        {
            Log.LeaseLost(_leases.Logger, _connection, Duration.TotalSeconds);
        }
    }

    static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    TimeSpan Left(long since)
    {
        TimeSpan left = Duration - _leases.Time.GetElapsedTime(since);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
