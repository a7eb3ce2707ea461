namespace HistoryImport.Tests;

public class ManualTimeProviderTests
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Never = Timeout.InfiniteTimeSpan;

    readonly ManualTimeProvider _clock = new();
    readonly List<string> _fired = [];

    [Fact]
    public void GetUtcNow_NotAdvanced_StandsStill()
    {
        var start = new DateTimeOffset(2030, 5, 6, 7, 8, 9, TimeSpan.Zero);
        var clock = new ManualTimeProvider(start);

        Assert.Equal(start, clock.GetUtcNow());
        Assert.Equal(start, clock.GetLocalNow());
        Assert.Equal(clock.GetTimestamp(), clock.GetTimestamp());
    }

    [Fact]
    public void Advance_NoTimers_MovesBothClocks()
    {
        DateTimeOffset start = _clock.GetUtcNow();
        long timestamp = _clock.GetTimestamp();

        _clock.Advance(TimeSpan.FromMilliseconds(1500));

        Assert.Equal(start.AddMilliseconds(1500), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromMilliseconds(1500), _clock.GetElapsedTime(timestamp));
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Advance(-Second));
    }

    [Fact]
    public void Advance_TimersDue_FireInOrderOfTimeThenCreation()
    {
        Timer("c", 3 * Second);
        Timer("a", Second);
        Timer("b1", 2 * Second);
        Timer("b2", 2 * Second);
        Timer("late", 4 * Second);

        _clock.Advance(3 * Second);

        Assert.Equal(["a@1", "b1@2", "b2@2", "c@3"], _fired);
        Assert.Equal(1, _clock.ActiveTimers);
    }

    [Fact]
    public void Advance_InSteps_FiresWhatOneStepFires()
    {
        Timer("a", Second);
        _clock.Advance(Second / 2);
        Assert.Empty(_fired);

        _clock.Advance(Second / 2);
        _clock.Advance(Second);

        Assert.Equal(["a@1"], _fired);
    }

    [Fact]
    public void Advance_RepeatingTimer_FiresEveryTime()
    {
        using ITimer timer = Timer("p", Second, 2 * Second);
        Timer("x", 3 * Second);

        _clock.Advance(6 * Second);

        Assert.Equal(["p@1", "x@3", "p@3", "p@5"], _fired);
    }

    [Fact]
    public void Advance_DueAtOnce_FiresWithoutMovingTime()
    {
        Timer("now", TimeSpan.Zero);
        Assert.Empty(_fired);

        _clock.Advance(TimeSpan.Zero);

        Assert.Equal(["now@0"], _fired);
    }

    [Fact]
    public void Advance_TimerMadeByACallback_IsTimedFromThere()
    {
        _clock.CreateTimer(_ => Timer("inner", Second), null, Second, Never);

        _clock.Advance(2 * Second);

        Assert.Equal(["inner@2"], _fired);
    }

    [Fact]
    public void Change_ArmedTimer_FiresAtTheNewTimeOnly()
    {
        ITimer timer = Timer("a", Second);
        ITimer stopped = Timer("b", Second);
        Assert.True(timer.Change(3 * Second, Never));
        Assert.True(stopped.Change(Never, Never));

        _clock.Advance(5 * Second);

        Assert.Equal(["a@3"], _fired);
        Assert.Equal(0, _clock.ActiveTimers);
        Assert.Throws<ArgumentOutOfRangeException>(() => timer.Change(TimeSpan.FromMilliseconds(-2), Never));
    }

    [Fact]
    public async Task Dispose_ArmedTimer_NeverFires()
    {
        ITimer one = Timer("a", Second);
        ITimer other = Timer("b", Second, Second);
        one.Dispose();
        await other.DisposeAsync();

        _clock.Advance(5 * Second);

        Assert.Empty(_fired);
        Assert.False(one.Change(Second, Never));
        Assert.Equal(0, _clock.ActiveTimers);
    }

    [Fact]
    public void Dispose_ByAnEarlierCallbackOfTheSameMoment_Wins()
    {
        ITimer? victim = null;
        _clock.CreateTimer(_ => victim!.Dispose(), null, Second, Never);
        victim = Timer("victim", Second);

        _clock.Advance(Second);

        Assert.Empty(_fired);
    }

    [Fact]
    public async Task Delay_ByThisClock_EndsWhenAdvanced()
    {
        Task delay = Task.Delay(10 * Second, _clock);
        _clock.Advance(9 * Second);
        Assert.False(delay.IsCompleted);

        _clock.Advance(Second);

        await delay.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task PeriodicTimer_ByThisClock_Ticks()
    {
        using var timer = new PeriodicTimer(Second, _clock);
        ValueTask<bool> tick = timer.WaitForNextTickAsync();
        Assert.False(tick.IsCompleted);

        _clock.Advance(Second);

        Assert.True(await tick);
    }

    [Fact]
    public void CancellationTokenSource_ByThisClock_IsCancelled()
    {
        using var source = new CancellationTokenSource(Second, _clock);
        _clock.Advance(Second / 2);
        Assert.False(source.IsCancellationRequested);

        _clock.Advance(Second / 2);

        Assert.True(source.IsCancellationRequested);
    }

    [Fact]
    public async Task WhenTimersAsync_CodeBeginsToWait_Completes()
    {
        Task two = _clock.WhenTimersAsync(2);
        Timer("a", Second);
        Assert.False(two.IsCompleted);

        _ = Task.Run(() => Timer("b", Second));

        await two.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(_clock.WhenTimersAsync(1).IsCompletedSuccessfully);
    }

    ITimer Timer(string name, TimeSpan due, TimeSpan? period = null)
    {
        DateTimeOffset start = new ManualTimeProvider().GetUtcNow();
        return _clock.CreateTimer(_ => _fired.Add($"{name}@{(_clock.GetUtcNow() - start).TotalSeconds}"), null, due, period ?? Never);
    }
}
