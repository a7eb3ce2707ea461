namespace HistoryImport.Testing;

/// <summary>A clock that stands still until told otherwise. Timers fire inside <see cref="Advance"/>, in the order they are due.</summary>
/// <remarks>Thread-safe. While a callback runs, the clock shows the time it was due, so that what it starts is timed from there.</remarks>
/// <param name="start">The time it shows at first.</param>
public sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    readonly Lock _lock = new();
    readonly List<ManualTimer> _armed = [];
    readonly List<(int Count, TaskCompletionSource Reached)> _waiters = [];
    DateTimeOffset _now = start;
    long _sequence;

    /// <summary>Makes a clock that shows the first instant of 2026.</summary>
    public ManualTimeProvider()
        : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Gets how many timers are waiting to fire.</summary>
    public int ActiveTimers
    {
        get
        {
            lock (_lock)
            {
                return _armed.Count;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock forward and fires what becomes due on the way; repeating timers as often as they are due.</summary>
    /// <param name="by">How far; not negative.</param>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        DateTimeOffset end = GetUtcNow() + by;
        while (TakeDue(end) is { } timer)
        {
            timer.Fire();
        }

        lock (_lock)
        {
            _now = _now < end ? end : _now;
        }
    }

    /// <summary>Moves the clock to the next timer that is due, and fires it; not at all if none is armed.</summary>
    public void AdvanceToNextTimer()
    {
        DateTimeOffset? due;
        lock (_lock)
        {
            due = _armed.Count == 0 ? null : _armed.Min(timer => timer.Due);
        }

        if (due is { } next)
        {
            DateTimeOffset now = GetUtcNow();
            Advance(next > now ? next - now : TimeSpan.Zero);
        }
    }

    /// <summary>Completes once at least that many timers are waiting, so that a test need not guess when the code under test began to wait.</summary>
    /// <param name="count">How many timers.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task WhenTimersAsync(int count, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_armed.Count >= count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((count, reached));
            return reached.Task.WaitAsync(cancellationToken);
        }
    }

    ManualTimer? TakeDue(DateTimeOffset end)
    {
        lock (_lock)
        {
            ManualTimer? next = _armed.MinBy(timer => (timer.Due, timer.Sequence));
            if (next is null || next.Due > end)
            {
                return null;
            }

            _now = _now < next.Due ? next.Due : _now;
            if (next.Period > TimeSpan.Zero)
            {
                (next.Due, next.Sequence) = (next.Due + next.Period, ++_sequence);
            }
            else
            {
                _armed.Remove(next);
            }

            return next;
        }
    }

    void Arm(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            _armed.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                return;
            }

            (timer.Due, timer.Period, timer.Sequence) = (_now + dueTime, period, ++_sequence);
            _armed.Add(timer);
            foreach ((int count, TaskCompletionSource reached) in _waiters.Where(waiter => waiter.Count <= _armed.Count).ToArray())
            {
                _waiters.Remove((count, reached));
                reached.SetResult();
            }
        }
    }

    void Disarm(ManualTimer timer)
    {
        lock (_lock)
        {
            _armed.Remove(timer);
        }
    }

    sealed class ManualTimer(ManualTimeProvider clock, Action fire) : ITimer
    {
        volatile bool _disposed;

        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; set; }

        public long Sequence { get; set; }

        public void Fire()
        {
            if (!_disposed)
            {
                fire();
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Check(dueTime);
            Check(period);
            if (!_disposed)
            {
                clock.Arm(this, dueTime, period);
            }

            return !_disposed;
        }

        public void Dispose()
        {
            _disposed = true;
            clock.Disarm(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        static void Check(TimeSpan time)
        {
            if (time != Timeout.InfiniteTimeSpan)
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
            }
        }
    }
}
