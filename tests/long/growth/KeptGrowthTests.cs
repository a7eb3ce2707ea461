using System.Collections;
using System.Reflection;
using HistoryImport.Testing.Xunit;
using Microsoft.Extensions.Logging.Abstractions;

namespace HistoryImport.Growth.Tests;

/// <summary>What must not grow with all that ever was.</summary>
public sealed class KeptGrowthTests
{
    static readonly TimeSpan _day = TimeSpan.FromDays(1);

    [Fact]
    public Task States_ExpiredLongAgo_AreNotKeptInMemory() => Growth.StaysBelowAsync(Growth.None, 3000, async keys =>
    {
        var time = new ManualTimeProvider();
        var states = new InMemoryStateStore(time);
        for (int i = 0; i < keys; i++)
        {
            Assert.NotNull(await states.TrySetAsync(Say.Connection, "lease/" + i, new byte[16], 0, TimeSpan.FromMinutes(1)));
            time.Advance(TimeSpan.FromSeconds(1));
        }

        return Entries(states);
    });

    [Fact]
    public Task States_ExpiredLongAgo_AreNotKeptInSqlite() => Growth.StaysBelowAsync(Growth.None, 600, async keys =>
    {
        var time = new ManualTimeProvider();
        await using var host = new SqliteHost(time: time);

        // They go in turns, so what counts is how many there ever are.
        long most = 0;
        for (int i = 0; i < keys; i++)
        {
            Assert.NotNull(await host.State.TrySetAsync(Say.Connection, "lease/" + i, new byte[16], 0, TimeSpan.FromMinutes(1)));
            time.Advance(_day / 100);
            most = i % 64 == 63 ? Math.Max(most, host.Count("states")) : most;
        }

        return most;
    });

    [Fact]
    public async Task States_ExpiredLongAgo_AreNotKeptInPostgreSql()
    {
        await using PostgreSqlHost host = await PostgreSqlHost.CreateAsync();
        Assert.NotNull(await host.State.TrySetAsync(Say.Connection, "kept", new byte[16], 0));
        await host.AskAsync("""
            INSERT INTO {s}.states(connection_id, key, value, version, expires_at) SELECT 1, 'old' || i, '\x00', 1, now() - interval '2 days' FROM generate_series(1, 100) AS i;
            SELECT 1
            """);
        Assert.Equal(101, await host.AskAsync("SELECT count(*) FROM {s}.states"));

        // Each new writer takes it with him, and each that has written often.
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () => await host.State.TrySetAsync(Say.Connection, "new" + i, new byte[16], 0))));

        Assert.Equal(21, await host.AskAsync("SELECT count(*) FROM {s}.states"));
    }

    [Fact]
    public Task Marks_OfCancelledWork_AreNotKept() => Growth.StaysBelowAsync(Growth.None, 20, async writes =>
    {
        await using PostgreSqlHost host = await PostgreSqlHost.CreateAsync();
        await host.ReceiveAsync(Say.Text(Say.Number(1), "A"));
        for (int i = 0; i < writes; i++)
        {
            using var cancel = new CancellationTokenSource();
            var messages = new TrippingList<HistoryMessage>([Say.Text(Say.Number(1), "C"), Say.Text(Say.Number(1), "D")], cancel.Cancel);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => host.Cache.AppendAsync(Say.Connection, new HistorySet { Messages = messages }, cancel.Token).AsTask());
            await host.ReceiveAsync(Say.Text(Say.Number(1), "B" + i));
        }

        return await host.AskAsync("SELECT count(*) FROM {s}.commit_marks");
    });

    [Fact]
    public Task Marks_OfWorkThatFails_AreNotKept() => Growth.StaysBelowAsync(Growth.None, 20, async writes =>
    {
        await using PostgreSqlHost host = await PostgreSqlHost.CreateAsync();
        await host.ReceiveAsync(Say.Text(Say.Number(1), "A"));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        for (int i = 0; i < writes; i++)
        {
            var batch = new MessageBatch { Lease = new ImportLease(host.State.Scope, "lease/none", Guid.NewGuid()) };
            await Assert.ThrowsAsync<LeaseLostException>(() => host.Store.UpsertAsync(Say.Connection, batch).AsTask());
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Store.UpsertAsync(Say.Connection, batch, cancelled.Token).AsTask());
            await host.ReceiveAsync(Say.Text(Say.Number(1), "B" + i));
        }

        return await host.AskAsync("SELECT count(*) FROM {s}.commit_marks");
    });

    [Fact]
    public Task AppendAsync_FileThatOutgrewItsLimit_ReadsNoTable() => Growth.StaysBelowAsync(Growth.None, 100_000, async limit =>
    {
        await using PostgreSqlHost host = await PostgreSqlHost.CreateAsync(configureDatabase: options => options.MaxCachedBytes = limit);
        for (int round = 0; round < 2; round++)
        {
            await host.ReceiveAsync(Enumerable.Range(0, limit / 400).Select(i => Say.Text(Say.Number(1), $"R{round}M{i}")));
            if (round == 0)
            {
                await host.ImportAsync(Say.Request() with { QuietPeriod = TimeSpan.Zero });
            }
        }

        Assert.True(await host.AskAsync("SELECT pg_table_size('{s}.cache_entries')") > limit);
        await host.ReceiveAsync(Say.Text(Say.Number(1), "FIRST"));
        return await host.RowsAsync(async () =>
        {
            for (int i = 0; i < 10; i++)
            {
                await host.ReceiveAsync(Say.Text(Say.Number(1), "LATER" + i));
            }
        });
    });

    [Fact]
    public async Task Remember_OneChatAmongManyKnown_WritesASmallPart()
    {
        var states = new CountingStates(new InMemoryStateStore(TimeProvider.System));
        var ends = new ChatEnds(states, Say.Connection);
        await StateChange.MakeAllAsync(states, Say.Connection, [.. ends.Remember(SetOf(Enumerable.Range(1, 4000)))], default);
        long all = states.BytesWritten;
        await StateChange.MakeAllAsync(states, Say.Connection, [.. ends.Remember(SetOf([-1]))], default);

        Assert.InRange(states.BytesWritten - all, 1, all / 30);

        static HistorySet SetOf(IEnumerable<int> chats) =>
            new() { Chats = [.. chats.Select(chat => new HistoryChat { Id = Say.Number(chat), EndOfHistory = EndOfHistory.Exhausted })] };
    }

    [Fact]
    public Task SetAside_ManyProblems_AreLoggedUpToANumber() => Growth.StaysBelowAsync(Growth.None, 500, problems =>
    {
        var log = new CountingLogger();
        var options = new HistoryImportOptions();
        var journal = new RunJournal(
            Say.Request(), options, new ProgressReporter([], options, TimeProvider.System, NullLogger.Instance), TimeProvider.System, new Telemetry(), log);
        for (int i = 0; i < problems; i++)
        {
            journal.SetAside(new ImportProblem(null, i, null, "it is none"));
        }

        journal.SumUp();
        Assert.Contains($"{problems - 100} more", log.Last, StringComparison.Ordinal);
        return Task.FromResult(log.Count);
    });

    // What expired is not listed, wherever it is kept.
    static int Entries(InMemoryStateStore states) =>
        ((ICollection)typeof(InMemoryStateStore).GetField("_entries", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(states)!).Count;
}
