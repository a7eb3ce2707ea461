using System.Diagnostics;
using System.Globalization;
using HistoryImport.Testing.Xunit;
using Npgsql;

namespace HistoryImport.PostgreSql.Tests.State;

/// <summary>A process that is stopped, or killed, amid a batch: another takes over when its lease is over, and the rows are the same.</summary>
public sealed class StoppedOwnerTests : IAsyncLifetime
{
    const int Messages = 10_000;

    // Far less than what the client, or the server, waits for anything else.
    static readonly TimeSpan _takeover = TimeSpan.FromSeconds(20);

    static readonly string _host = Path.Combine(AppContext.BaseDirectory, "HistoryImport.LeaseHost.dll");

    readonly List<Process> _processes = [];

    TestSchema _schema = null!;

    public async ValueTask InitializeAsync() => _schema = await TestSchema.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (Process process in _processes)
        {
            process.Kill();
            process.Dispose();
        }

        await _schema.DisposeAsync();
    }

    [Theory]
    [InlineData("STOP", true, 1)]
    [InlineData("STOP", true, 4)]
    [InlineData("STOP", false, 2)]
    [InlineData("KILL", true, 2)]
    [Trait("Hazard", "H-09")]
    public async Task Import_OwnerIsStoppedOrKilledAmidABatch_IsTakenOverWithinTheLeaseAndGivesTheSameRows(string signal, bool amidCopy, int seconds)
    {
        await FillCacheAsync();
        Process owner = await StartAndStopAmidAsync(amidCopy, seconds);
        if (signal == "KILL")
        {
            Signal(owner, signal);
        }

        long stopped = Stopwatch.GetTimestamp();
        Process next = Start(seconds);
        string took = await EndAsync(next);

        Assert.StartsWith("Completed ", took, StringComparison.Ordinal);
        Assert.InRange(Stopwatch.GetElapsedTime(stopped), TimeSpan.Zero, _takeover + TimeSpan.FromSeconds(seconds));
        await AssertAllRowsAsync();
        if (signal == "KILL")
        {
            return;
        }

        Signal(owner, "CONT");
        Assert.StartsWith("LeaseLost ", await EndAsync(owner), StringComparison.Ordinal);
        await AssertAllRowsAsync();
    }

    [Fact]
    public async Task TrySetAsync_OwnerOfAnExpiredLeaseIsAmidACopy_EndsItsTransaction()
    {
        HistoryDatabase owner = _schema.Open(options => options.RetryDelay = TimeSpan.Zero);
        var other = new PostgreSqlStateStore(_schema.Open());
        Assert.NotNull(await new PostgreSqlStateStore(owner).TrySetAsync(
            Some.Connection, "lease", Guid.NewGuid().ToByteArray(), 0, TimeSpan.FromSeconds(1)));
        var isStopped = new TaskCompletionSource();
        var resumed = new TaskCompletionSource();
        int attempts = 0;
        Task writing = Task.Run(async () => await owner.WriteAsync(
            async (session, token) =>
            {
                attempts++;
                await session.RunAsync("SELECT * FROM {s}.states FOR SHARE".Replace("{s}", _schema.Name, StringComparison.Ordinal), token);
                await using CopyWriter copy = await session.CopyAsync(CacheSql.Append, token);
                isStopped.TrySetResult();
                await resumed.Task;
                await copy.CompleteAsync(token);
                return true;
            },
            CancellationToken.None));
        await isStopped.Task;
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.False(writing.IsCompleted);
        Assert.NotNull(await other.TrySetAsync(Some.Connection, "lease", Guid.NewGuid().ToByteArray(), 0, TimeSpan.FromHours(1)).AsTask().WaitAsync(_takeover));

        resumed.SetResult();
        await writing.WaitAsync(_takeover);
        Assert.Equal(2, attempts);
    }

    [Fact]
    public async Task TrySetAsync_LeaseWasReleased_LeavesTheTransactionsOfItsOwnerAlone()
    {
        HistoryDatabase owner = _schema.Open();
        var states = new PostgreSqlStateStore(owner);
        var other = new PostgreSqlStateStore(_schema.Open());
        long version = (await states.TrySetAsync(Some.Connection, "lease", Guid.NewGuid().ToByteArray(), 0, TimeSpan.FromHours(1)))!.Value;
        int attempts = 0;
        await owner.WriteAsync(
            async (_, token) =>
            {
                attempts++;
                await states.TrySetAsync(Some.Connection, "lease", default, version, TimeSpan.Zero, token);
                Assert.NotNull(await other.TrySetAsync(Some.Connection, "lease", Guid.NewGuid().ToByteArray(), 0, TimeSpan.FromHours(1), token));
                return true;
            },
            CancellationToken.None);

        Assert.Equal(1, attempts);
    }

    [Fact]
    public async Task UpsertAsync_LeaseRunsOutWhileTheBatchIsWritten_WritesNothing()
    {
        HistoryDatabase database = _schema.Open();
        var states = new PostgreSqlStateStore(database);
        var lease = new ImportLease(states.Scope, "lease", Guid.NewGuid());
        await states.TrySetAsync(Some.Connection, "lease", lease.Owner.ToByteArray(), 0, TimeSpan.FromHours(1));

        // Another transaction holds a chat of the batch until the lease is over.
        await using NpgsqlConnection holder = await _schema.Source.OpenConnectionAsync();
        await using NpgsqlTransaction transaction = await holder.BeginTransactionAsync();
        await RunAsync($"INSERT INTO {_schema.Name}.chats(connection_id, jid) SELECT connection_id, '{Some.Contact}' FROM {_schema.Name}.connections");
        Task writing = new PostgreSqlMessageStore(database).UpsertAsync(Some.Connection, new MessageBatch { Items = [Some.Text()], Lease = lease }).AsTask();
        await Task.Delay(300);
        Assert.False(writing.IsCompleted);
        await _schema.QueryAsync("UPDATE {s}.states SET expires_at = clock_timestamp()");
        await transaction.CommitAsync();

        await Assert.ThrowsAsync<LeaseLostException>(() => writing.WaitAsync(_takeover));
        Assert.Equal(0, await _schema.CountAsync("messages"));

        async Task RunAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, holder, transaction);
            await command.ExecuteNonQueryAsync();
        }
    }

    async Task FillCacheAsync()
    {
        var cache = new PostgreSqlMessageCache(_schema.Open());
        string body = new('b', 3000);
        foreach (int[] part in Enumerable.Range(0, Messages).Chunk(5000))
        {
            await cache.AppendAsync(Some.Connection, new HistorySet
            {
                Messages = [.. part.Select(i => Some.Message($"M{i:D5}") with { Content = new MessageContent { Kind = MessageKind.Text, Body = body } })],
            });
        }
    }

    Process Start(int seconds)
    {
        Process process = Process.Start(new ProcessStartInfo(
            "dotnet", [_host, _schema.Source.ConnectionString, _schema.Name, seconds.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;
        _processes.Add(process);
        return process;
    }

    /// <summary>Starts an import, and stops it where the server waits for the rest of a copy, or for the next statement of a batch.</summary>
    async Task<Process> StartAndStopAmidAsync(bool amidCopy, int seconds)
    {
        // Whoever holds a row of the first batch holds the import there.
        await _schema.QueryAsync($"INSERT INTO {{s}}.chats(connection_id, jid) SELECT connection_id, '{Some.Contact}' FROM {{s}}.connections");
        await using NpgsqlConnection holder = await _schema.Source.OpenConnectionAsync();
        await using NpgsqlTransaction transaction = await holder.BeginTransactionAsync();
        string hold = amidCopy
            ? $"INSERT INTO {_schema.Name}.messages(chat_id, id, from_me, sender, revoked, version, kind, body) SELECT chat_id, 'M00000', false, '', false, '', 'text', '' FROM {_schema.Name}.chats"
            : $"SELECT FROM {_schema.Name}.cache_entries ORDER BY entry_id LIMIT 1 FOR UPDATE";
        await using var command = new NpgsqlCommand(hold, holder, transaction);
        await command.ExecuteNonQueryAsync();

        Process owner = Start(seconds);
        string query = amidCopy ? $"COPY \"{_schema.Name}\".messages(%" : $"%\"{_schema.Name}\".cache_entries%";
        await UntilAsync($"SELECT FROM pg_stat_activity WHERE query LIKE '{query}' AND wait_event_type = 'Lock'");
        Signal(owner, "STOP");
        await transaction.RollbackAsync();

        // The rest of what was sent together has run by then: of several statements the last is told.
        string left = amidCopy ? $"query LIKE '{query}' AND state = 'active'" : "query LIKE '%FOR SHARE OF states' AND state = 'idle in transaction'";
        await UntilAsync($"SELECT FROM pg_stat_activity WHERE {left} AND wait_event = 'ClientRead'");
        return owner;
    }

    async Task UntilAsync(string sql)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while ((await _schema.QueryAsync(sql)).Count == 0)
        {
            await Task.Delay(20, patience.Token);
        }
    }

    async Task AssertAllRowsAsync() => Assert.Equal(
        [(long)Messages, (long)Messages, 0L],
        (await _schema.QueryAsync(
            "SELECT (SELECT count(*) FROM {s}.messages), (SELECT count(DISTINCT id) FROM {s}.messages), (SELECT count(*) FROM {s}.cache_entries)"))[0]);

    static void Signal(Process process, string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)])!;
        kill.WaitForExit();
    }

    static async Task<string> EndAsync(Process process)
    {
        string printed = await process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(1));
        await process.WaitForExitAsync();
        return printed;
    }
}
