using HistoryImport.Testing.Xunit;
using Npgsql;

namespace HistoryImport.PostgreSql.Tests.Database;

/// <summary>A change of a state wakes who waits for it on another instance.</summary>
public sealed class ChangeListenerTests : IAsyncLifetime
{
    static readonly TimeSpan _soon = TimeSpan.FromSeconds(20);

    TestSchema _schema = null!;
    PostgreSqlStateStore _one = null!;
    PostgreSqlStateStore _other = null!;

    public async ValueTask InitializeAsync()
    {
        _schema = await TestSchema.CreateAsync();
        var named = new NpgsqlConnectionStringBuilder(_schema.Source.ConnectionString) { ApplicationName = _schema.Name };
        _one = new PostgreSqlStateStore(_schema.Open(source: NpgsqlDataSource.Create(named.ConnectionString)));
        _other = new PostgreSqlStateStore(_schema.Open());
    }

    public async ValueTask DisposeAsync() => await _schema.DisposeAsync();

    [Fact]
    public async Task WaitForChangeAsync_SameKeyInAnotherSchemaOfTheDatabase_SleepsOn()
    {
        await using TestSchema ours = await TestSchema.CreateAsync(), theirs = await TestSchema.CreateAsync();
        PostgreSqlStateStore here = new(ours.Open()), there = new(theirs.Open());
        long known = (await here.TrySetAsync(Some.Connection, "key", new byte[] { 1 }, 0))!.Value;

        // The first is woken when the listener is there, in case something changed before.
        await here.WaitForChangeAsync(Some.Connection, "key", known).WaitAsync(TimeSpan.FromSeconds(20));
        Task wait = here.WaitForChangeAsync(Some.Connection, "key", known);
        long version = (await there.TrySetAsync(Some.Connection, "key", new byte[] { 2 }, 0))!.Value;
        Assert.NotNull(await there.TrySetAsync(Some.Connection, "key", new byte[] { 3 }, version));
        await Task.Delay(500);
        Assert.False(wait.IsCompleted);

        Assert.NotNull(await here.TrySetAsync(Some.Connection, "key", new byte[] { 4 }, known));
        await wait.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task WaitForChangeAsync_AnotherInstanceSets_Completes()
    {
        long version = 0;
        for (int i = 0; i < 5; i++)
        {
            await SettleAsync(version);
            Task waiting = _one.WaitForChangeAsync(Some.Connection, "key", version);
            Assert.False(waiting.IsCompleted);
            version = (await _other.TrySetAsync(Some.Connection, "key", default, version))!.Value;
            await waiting.WaitAsync(_soon);
        }
    }

    [Fact]
    public async Task WaitForChangeAsync_OtherKeyOrConnection_GoesOn()
    {
        await SettleAsync(0);
        Task waiting = _one.WaitForChangeAsync(Some.Connection, "key", 0);
        await _other.TrySetAsync(Some.Connection, "other", default, 0);
        await _other.TrySetAsync(new ConnectionKey("tenant", "other"), "key", default, 0);
        await Task.Delay(300);
        Assert.False(waiting.IsCompleted);

        await _other.TrySetAsync(Some.Connection, "key", default, 0);
        await waiting.WaitAsync(_soon);
    }

    [Fact]
    public async Task WaitForChangeAsync_ChangedBeforeTheWait_CompletesAtOnce()
    {
        await _other.TrySetAsync(Some.Connection, "key", default, 0);

        await _one.WaitForChangeAsync(Some.Connection, "key", 0).WaitAsync(_soon);
    }

    [Fact]
    public async Task WaitForChangeAsync_ListenerKilled_ListensAgain()
    {
        await SettleAsync(0);
        await _schema.QueryAsync(
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN {ChangeListener.Channel}' AND application_name = '{_schema.Name}'");

        // Listening again wakes everybody: what was told meanwhile is lost.
        await _one.WaitForChangeAsync(Some.Connection, "key", 0).WaitAsync(_soon);
        await SettleAsync(0);
        Task waiting = _one.WaitForChangeAsync(Some.Connection, "key", 0);
        await _other.TrySetAsync(Some.Connection, "key", default, 0);
        await waiting.WaitAsync(_soon);
    }

    [Fact]
    public async Task WaitForChangeAsync_PoolOfOneConnection_LeavesItToTheOthers()
    {
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_schema.Source.ConnectionString) { MaxPoolSize = 1, Timeout = 2 }.ConnectionString);
        var store = new PostgreSqlStateStore(_schema.Open(options => options.MaxRetries = 0, source));
        using var cancel = new CancellationTokenSource();
        Task waiting = store.WaitForChangeAsync(Some.Connection, "key", 0, cancel.Token);
        await Task.Delay(300, CancellationToken.None);

        Assert.NotNull(await store.TrySetAsync(Some.Connection, "other", default, 0, null, CancellationToken.None));
        Assert.False(waiting.IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    // The first waits may end as listening begins.
    async Task SettleAsync(long version)
    {
        while (true)
        {
            using var quiet = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
            try
            {
                await _one.WaitForChangeAsync(Some.Connection, "key", version, quiet.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
