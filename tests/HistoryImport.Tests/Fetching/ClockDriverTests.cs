namespace HistoryImport.Tests.Fetching;

/// <summary>The clock of these tests stands as long as anything works, whatever else the process and the machine do.</summary>
[Collection(ClockCollection.Name)]
public sealed class ClockDriverTests
{
    readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task RunAsync_ThreadOfSomebodyElseEnds_ClockStandsWhileTheWorkGoesOn()
    {
        using var end = new ManualResetEventSlim();
        Task other = Task.Run(end.Wait);
        Assert.Equal(TimeSpan.FromSeconds(1), await PassedAsync(() => Task.Delay(TimeSpan.FromSeconds(1), _time)));

        Assert.Equal(TimeSpan.Zero, await PassedAsync(async () =>
        {
            await Task.Yield();
            end.Set();
            other.Wait();
            Block(100);
        }));
    }

    [Fact]
    public async Task RunAsync_ThreadGetsNoProcessorForLong_ClockStands() =>
        Assert.Equal(TimeSpan.Zero, await PassedAsync(async () =>
        {
            await Task.Yield();
            Block(600);
        }));

    [Fact]
    public async Task RunAsync_ContinuesOnAnotherThread_ClockStands() =>
        Assert.Equal(TimeSpan.Zero, await PassedAsync(() => Task.Run(() => Task.Run(() => Block(600)))));

    static void Block(int milliseconds)
    {
        using var never = new ManualResetEventSlim();
        never.Wait(milliseconds);
    }

    /// <summary>Does something beside a timer that is due soon, and tells how far the clock went meanwhile.</summary>
    Task<TimeSpan> PassedAsync(Func<Task> work) => _time.RunAsync(async () =>
    {
        await using ITimer timer = _time.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        DateTimeOffset started = _time.GetUtcNow();
        await work();
        return _time.GetUtcNow() - started;
    });
}
