using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.State;

public sealed class StateWatcherTests
{
    readonly ManualTimeProvider _time = new();
    readonly StateWatcher _watcher;

    public StateWatcherTests() => _watcher = new(new InMemoryStateStore(_time), _time);

    [Fact]
    public async Task WaitAsync_Cancelled_LeavesNothingBehind()
    {
        using var cancel = new CancellationTokenSource();
        Task<string?>[] waiting = [.. Enumerable.Range(0, 10).Select(i => WaitAsync("key" + i % 5, () => null, cancel.Token))];
        Assert.Equal(10, _watcher.Waiting);
        await cancel.CancelAsync();

        foreach (Task<string?> one in waiting)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        }

        Assert.Equal(0, _watcher.Waiting);
    }

    [Fact]
    public async Task WaitAsync_SeveralWaitForOneValue_AChangeWakesThemAllAndNobodyElse()
    {
        string? answer = null;
        int asked = 0;
        Task<string?>[] waiting = [.. Enumerable.Range(0, 3).Select(_ => WaitAsync("key", () => answer))];
        Task<string?> other = WaitAsync("other", () => ++asked > 1 ? "asked again" : null);
        answer = "changed";
        _watcher.Changed(Some.Connection, "key");

        Assert.All(await Task.WhenAll(waiting), told => Assert.Equal("changed", told));
        Assert.Equal((1, 1), (asked, _watcher.Waiting));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("asked again", await other);
        Assert.Equal(0, _watcher.Waiting);
    }

    Task<string?> WaitAsync(string key, Func<string?> ask, CancellationToken cancellationToken = default) => _watcher.WaitAsync(
        Some.Connection, key, _ => new ValueTask<(string?, long)>((ask(), 0)), Timeout.InfiniteTimeSpan, cancellationToken).AsTask();
}
