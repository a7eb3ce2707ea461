using HistoryImport.Testing.Xunit;
using Npgsql;

namespace HistoryImport.PostgreSql.Tests.Database;

/// <summary>How many pieces of work are on the server at once, and what becomes of those who wait.</summary>
public sealed class SessionGateTests : IAsyncLifetime
{
    const int Most = 16;

    readonly TaskCompletionSource _held = new();
    TestSchema _schema = null!;
    HistoryDatabase _database = null!;
    int _atWork;

    public async ValueTask InitializeAsync()
    {
        _schema = await TestSchema.CreateAsync();
        _database = _schema.Open(options => options.RetryDelay = TimeSpan.Zero);
        await new PostgreSqlStateStore(_database).GetAsync(Some.Connection, "makes the tables");
    }

    public async ValueTask DisposeAsync()
    {
        _held.TrySetResult();
        await _schema.DisposeAsync();
    }

    [Fact]
    public async Task ReadAsync_ManyAtOnce_LetsSixteenInAndTheOthersAfterwards()
    {
        Task<bool>[] all = await FillAsync(40);
        Assert.Equal(Most, _atWork);
        _held.SetResult();

        Assert.All(await Task.WhenAll(all), Assert.True);
    }

    [Fact]
    public async Task TrySetAsync_AllAtWorkWithMessages_DoesNotWait()
    {
        Task<bool>[] all = await FillAsync(20);
        var states = new PostgreSqlStateStore(_database);

        Assert.NotNull(await states.TrySetAsync(Some.Connection, "lease", Guid.NewGuid().ToByteArray(), 0, TimeSpan.FromMinutes(1)));
        Assert.NotNull(await states.GetAsync(Some.Connection, "lease"));
        Assert.Empty(await states.ListKeysAsync(Some.Connection, "other"));
        await states.ForgetAsync(Some.Connection);
        Assert.All(all, task => Assert.False(task.IsCompleted));
    }

    [Fact]
    public async Task ReadAsync_CancelledWhileItWaits_EndsAtOnce()
    {
        await FillAsync(Most);
        using var cancel = new CancellationTokenSource();
        Task<bool> waiting = _database.ReadAsync((_, _) => new ValueTask<bool>(true), cancel.Token).AsTask();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task ReadAsync_WorkThatFails_LeavesItsPlace()
    {
        for (int i = 0; i < Most + 1; i++)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(
                async () => await _database.ReadAsync<bool>((_, _) => throw new InvalidOperationException("own fault"), CancellationToken.None));
        }

        Assert.True(await _database.ReadAsync((_, _) => new ValueTask<bool>(true), CancellationToken.None));
    }

    [Fact]
    public async Task ReadAsync_BetweenTwoTries_LeavesItsPlace()
    {
        HistoryDatabase slow = _schema.Open(options => (options.RetryDelay, options.MaxRetryDelay, options.MaxRetries) = (TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2), 1));
        using var cancel = new CancellationTokenSource();
        Task[] failing = [.. Enumerable.Range(0, Most).Select(_ => slow.ReadAsync<bool>((_, _) => throw new IOException("the line is cut"), cancel.Token).AsTask())];

        Assert.True(await slow.ReadAsync((_, _) => new ValueTask<bool>(true), CancellationToken.None));
        Assert.All(failing, task => Assert.False(task.IsCompleted));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(failing));
    }

    [Fact]
    public async Task Dispose_WhileWorkIsUnderWayAndWaits_EndsEachAsItEnds()
    {
        HistoryDatabase closing = _schema.Open(source: NpgsqlDataSource.Create(await TestServer.AddressAsync()));
        Task<bool>[] underWay = await FillAsync(Most, closing);
        Task<bool> waiting = closing.ReadAsync((_, _) => new ValueTask<bool>(true), CancellationToken.None).AsTask();

        await closing.DisposeAsync();
        _held.SetResult();

        Assert.All(await Task.WhenAll(underWay), Assert.True);
        await Assert.ThrowsAnyAsync<Exception>(() => waiting);
    }

    /// <summary>Begins work that stays until it is let go, and comes back when as much is at work as may be.</summary>
    async Task<Task<bool>[]> FillAsync(int count, HistoryDatabase? database = null)
    {
        var full = new TaskCompletionSource();
        Task<bool>[] all = [.. Enumerable.Range(0, count).Select(_ => (database ?? _database).ReadAsync(
            async (_, _) =>
            {
                if (Interlocked.Increment(ref _atWork) == Most)
                {
                    full.TrySetResult();
                }

                await _held.Task;
                return true;
            },
            CancellationToken.None).AsTask())];
        await full.Task;
        return all;
    }
}
