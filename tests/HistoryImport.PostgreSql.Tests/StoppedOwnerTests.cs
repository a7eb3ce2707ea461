using System.Diagnostics;
using System.Globalization;
using HistoryImport.ContractTests;
using Npgsql;

namespace HistoryImport.PostgreSql.Tests;

/// <summary>A process that is stopped, or killed, amid a batch: another takes over when its lease is over, and the rows are the same.</summary>
public sealed class StoppedOwnerTests : IAsyncLifetime
{
    const int Messages = 20_000;

    // Far less than what the client, or the server, waits for anything else.
    static readonly TimeSpan _takeover = TimeSpan.FromSeconds(20);

    static readonly string _host = Path.Combine(AppContext.BaseDirectory, "HistoryImport.LeaseHost.dll");

    TestSchema _schema = null!;

    public async Task InitializeAsync() => _schema = await TestSchema.CreateAsync();

    public async Task DisposeAsync() => await _schema.DisposeAsync();

    [Theory]
    [InlineData("STOP", "ClientRead", "COPY%.messages(%", 1)]
    [InlineData("STOP", "ClientRead", "COPY%.messages(%", 4)]
    [InlineData("STOP", "ClientRead", "%cache_entries%", 2)]
    [InlineData("KILL", "ClientRead", "COPY%.messages(%", 2)]
    [Trait("Hazard", "H-09")]
    public async Task Import_OwnerIsStoppedOrKilledAmidABatch_IsTakenOverWithinTheLeaseAndGivesTheSameRows(string signal, string waiting, string query, int seconds)
    {
        await FillCacheAsync();
        using Process owner = Start(seconds);
        await StopAmidAsync(owner, waiting, query);
        if (signal == "KILL")
        {
            Signal(owner, signal);
        }

        long stopped = Stopwatch.GetTimestamp();
        using Process next = Start(seconds);
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
        var other = new PostgreSqlImportStateStore(_schema.Open());
        Assert.NotNull(await new PostgreSqlImportStateStore(owner).TrySetAsync(
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
        var states = new PostgreSqlImportStateStore(owner);
        var other = new PostgreSqlImportStateStore(_schema.Open());
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
        var states = new PostgreSqlImportStateStore(database);
        var lease = new ImportLease(states, "lease", Guid.NewGuid());
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
        string body = new('b', 1000);
        foreach (int[] part in Enumerable.Range(0, Messages).Chunk(5000))
        {
            await cache.AppendAsync(Some.Connection, new HistorySet
            {
                Messages = [.. part.Select(i => Some.Message($"M{i:D5}") with { Content = new MessageContent { Kind = MessageKind.Text, Body = body } })],
            });
        }
    }

    Process Start(int seconds) => Process.Start(new ProcessStartInfo(
        "dotnet", [_host, _schema.Source.ConnectionString, _schema.Name, seconds.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;

    /// <summary>Stops a process again and again until the server waits for it amid its work.</summary>
    async Task StopAmidAsync(Process process, string waiting, string query)
    {
        string amid = $"SELECT pid FROM pg_stat_activity WHERE query LIKE '{query}' AND query LIKE '%{_schema.Name}%' AND query NOT LIKE '%pg_stat_activity%' AND wait_event = '{waiting}' AND xact_start IS NOT NULL";
        var patience = Stopwatch.StartNew();
        while (true)
        {
            Assert.False(process.HasExited, "The import was over before it could be stopped.");
            Assert.InRange(patience.Elapsed, TimeSpan.Zero, TimeSpan.FromMinutes(1));
            if ((await _schema.QueryAsync(amid)).Count == 0)
            {
                continue;
            }

            Signal(process, "STOP");
            await Task.Delay(200);
            if ((await _schema.QueryAsync(amid)).Count > 0)
            {
                return;
            }

            Signal(process, "CONT");
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
