using System.Collections.Concurrent;
using HistoryImport.Testing.Xunit;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace HistoryImport.PostgreSql.Tests.Database;

/// <summary>What may pass by itself is tried again; what stays is told in words.</summary>
public sealed class TransientFailureTests : IAsyncLifetime
{
    TestSchema _schema = null!;

    public async ValueTask InitializeAsync() => _schema = await TestSchema.CreateAsync();

    public async ValueTask DisposeAsync() => await _schema.DisposeAsync();

    [Fact]
    public async Task UpsertAsync_ConnectionsKilledAgainAndAgain_LosesNothingAndSaysSo()
    {
        var log = new ListLogger();
        var store = new PostgreSqlMessageStore(_schema.Open(options => options.MaxRetryDelay = TimeSpan.FromSeconds(1), Own(), log));
        await store.FindExistingAsync(Some.Connection, []);
        using var done = new CancellationTokenSource();
        Task killing = KillAsync(done.Token);
        for (int batch = 0; batch < 60; batch++)
        {
            MessageUpsert[] items = [.. Enumerable.Range(0, 500).Select(i => Some.Text("secret body", Some.Key($"{batch}-{i}", Some.Number(i))))];
            UpsertResult result = await store.UpsertAsync(Some.Connection, new MessageBatch { Items = items });

            // Even where the answer to a commit is lost, nothing is taken for a duplicate of itself.
            Assert.All(result.Outcomes, outcome => Assert.Equal(UpsertOutcome.Inserted, outcome));
        }

        await done.CancelAsync();
        await killing;
        Assert.Equal(30_000, await _schema.CountAsync("messages"));
        Assert.Contains(log.Lines, line => line.Contains("57P01", StringComparison.Ordinal) || line.Contains("repetition", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains("secret", StringComparison.Ordinal) || line.Contains("5511", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WriteAsync_Deadlock_IsDoneAgain()
    {
        HistoryDatabase database = _schema.Open();
        await database.ReadAsync((_, _) => new ValueTask<bool>(true), CancellationToken.None);
        await _schema.QueryAsync("CREATE TABLE {s}.pair(n int PRIMARY KEY, v int); INSERT INTO {s}.pair VALUES(1, 0), (2, 0)");
        using var both = new Barrier(2);
        int attempts = 0;
        await Task.WhenAll(TakeAsync(1, 2), TakeAsync(2, 1));

        Assert.True(attempts > 2, "There was no deadlock.");
        Assert.Equal(4L, (await _schema.QueryAsync("SELECT sum(v) FROM {s}.pair"))[0][0]);

        Task TakeAsync(int first, int second) => Task.Run(() => database.WriteAsync(
            async (session, token) =>
            {
                bool isFirst = Interlocked.Increment(ref attempts) <= 2;
                await session.RunAsync($"UPDATE {_schema.Name}.pair SET v = v + 1 WHERE n = {first}", token);
                if (isFirst)
                {
                    both.SignalAndWait(TimeSpan.FromSeconds(10), token);
                }

                await session.RunAsync($"UPDATE {_schema.Name}.pair SET v = v + 1 WHERE n = {second}", token);
                return true;
            },
            CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task WriteAsync_AnswerToTheCommitIsLost_IsNotDoneAgain()
    {
        HistoryDatabase database = _schema.Open(source: Own());
        await database.ReadAsync((_, _) => new ValueTask<bool>(true), CancellationToken.None);
        await _schema.QueryAsync("CREATE TABLE {s}.once(n int)");
        int attempts = 0;

        // The mark goes with the first statement: an attempt comes as far as that.
        int result = await database.WriteAsync(
            async (session, token) =>
            {
                await session.RunAsync($"INSERT INTO {_schema.Name}.once VALUES(1)", token);
                attempts++;
                await session.CommitAsync();
                await Assert.ThrowsAnyAsync<NpgsqlException>(async () => await session.RunAsync("SELECT pg_terminate_backend(pg_backend_pid())", token));
                return attempts;
            },
            CancellationToken.None);

        Assert.Equal((1, 1), (result, attempts));
        Assert.Equal(1L, await _schema.CountAsync("once"));
    }

    [Fact]
    public async Task WriteAsync_StatementOutlastsTheTimeoutOfTheClient_IsDoneOnce()
    {
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_schema.Source.ConnectionString) { CommandTimeout = 1 }.ConnectionString);
        HistoryDatabase database = _schema.Open(source: source);
        int attempts = 0;
        await database.WriteAsync(
            async (session, token) =>
            {
                attempts++;
                await session.RunAsync("SELECT pg_sleep(2)", token);
                return true;
            },
            CancellationToken.None);

        Assert.Equal(1, attempts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnyCall_StatementOutlastsTheLimit_IsToldInWordsAndNotDoneAgain(bool write)
    {
        HistoryDatabase database = _schema.Open(limit: TimeSpan.FromSeconds(1));
        await database.ReadAsync((_, _) => new ValueTask<bool>(true), CancellationToken.None);
        int attempts = 0;

        HistoryStorageException error = await Assert.ThrowsAsync<HistoryStorageException>(async () => await (write
            ? database.WriteAsync(SleepAsync, CancellationToken.None)
            : database.ReadAsync(SleepAsync, CancellationToken.None)));

        Assert.Equal((1, true), (attempts, error.IsTransient));
        Assert.Contains("pg_stat_activity", error.Message, StringComparison.Ordinal);

        async ValueTask<bool> SleepAsync(DbSession session, CancellationToken token)
        {
            attempts++;
            await session.RunAsync("SELECT pg_sleep(20)", token);
            return true;
        }
    }

    [Fact]
    public async Task WriteAsync_CopyMeetsARowThatIsHeld_IsBoundedToo()
    {
        HistoryDatabase database = _schema.Open(limit: TimeSpan.FromSeconds(1));
        var store = new PostgreSqlMessageStore(database);
        await store.UpsertAsync(Some.Connection, new MessageBatch { Items = [Some.Text(key: Some.Key("A"))] });
        await using NpgsqlConnection holder = await _schema.Source.OpenConnectionAsync();
        await using NpgsqlTransaction transaction = await holder.BeginTransactionAsync();
        await using var insert = new NpgsqlCommand($"INSERT INTO {_schema.Name}.messages SELECT chat_id, 'B', from_me, sender, timestamp, status, revoked, version, kind, push_name, wire_chat, edit_time, edit_envelope, edit_body, body, media, raw FROM {_schema.Name}.messages", holder, transaction);
        await insert.ExecuteNonQueryAsync();

        await Assert.ThrowsAsync<HistoryStorageException>(
            () => store.UpsertAsync(Some.Connection, new MessageBatch { Items = [Some.Text(key: Some.Key("B"))] }).AsTask().WaitAsync(TimeSpan.FromSeconds(20)));
        await transaction.RollbackAsync();
        Assert.Equal([UpsertOutcome.Inserted], (await store.UpsertAsync(Some.Connection, new MessageBatch { Items = [Some.Text(key: Some.Key("B"))] })).Outcomes);
    }

    [Fact]
    public async Task WriteAsync_Transaction_IsBoundedByTheServerAndNothingAfterIt()
    {
        HistoryDatabase database = _schema.Open();
        string[] within = await database.WriteAsync(LimitsAsync, CancellationToken.None);
        string[] after = await database.ReadAsync(LimitsAsync, CancellationToken.None);

        Assert.Equal(["30s", "30000", "10"], within);
        Assert.Equal("0", after[0]);

        static async ValueTask<string[]> LimitsAsync(DbSession session, CancellationToken token) => (await session
            .Get("SELECT current_setting('idle_in_transaction_session_timeout'), current_setting('tcp_user_timeout'), current_setting('tcp_keepalives_idle')")
            .ListAsync(row => new[] { row.GetString(0), row.GetString(1), row.GetString(2) }, token))[0];
    }

    [Fact]
    public async Task WriteAsync_ManyTimesInTurn_LeavesOneMark()
    {
        HistoryDatabase database = _schema.Open();
        for (int i = 0; i < 5; i++)
        {
            await database.WriteAsync((_, _) => new ValueTask<bool>(true), CancellationToken.None);
        }

        Assert.Equal(1L, await _schema.CountAsync("commit_marks"));
        await _schema.QueryAsync("UPDATE {s}.commit_marks SET set_at = now() - interval '2 days'");
        await _schema.Open().WriteAsync((_, _) => new ValueTask<bool>(true), CancellationToken.None);
        Assert.Equal(1L, await _schema.CountAsync("commit_marks"));
    }

    [Fact]
    public async Task UpsertAsync_ServerStoppedAndStarted_GoesOn()
    {
        PrivateCluster cluster = await PrivateCluster.StartNewAsync();
        TestSchema schema = await TestSchema.CreateAsync(address: cluster.ConnectionString);
        await using HistoryDatabase database = schema.Open();
        var store = new PostgreSqlMessageStore(database);
        using var restarted = new CancellationTokenSource();
        Task<int> writing = Task.Run(async () =>
        {
            int batch = 0;
            for (; !restarted.IsCancellationRequested; batch++)
            {
                MessageUpsert[] items = [.. Enumerable.Range(0, 100).Select(i => Some.Text("b", Some.Key($"{batch}-{i}")))];
                Assert.All(
                    (await store.UpsertAsync(Some.Connection, new MessageBatch { Items = items })).Outcomes, outcome => Assert.Equal(UpsertOutcome.Inserted, outcome));
            }

            return batch;
        });
        for (int restart = 0; restart < 3; restart++)
        {
            await Task.Delay(300);
            await cluster.StopAsync();
            await cluster.StartAsync();
        }

        await restarted.CancelAsync();
        int batches = await writing;

        // Of its connections none has outlived the server.
        schema.Source.Clear();
        Assert.Equal(100L * batches, await schema.CountAsync("messages"));
        await cluster.StopAsync();
    }

    [Fact]
    public async Task AnyCall_NoServer_IsATransientStorageExceptionWithoutSecrets()
    {
        var source = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Username=me;Password=hunter2;Database=db");
        var store = new PostgreSqlMessageStore(_schema.Open(options => (options.MaxRetries, options.RetryDelay) = (2, TimeSpan.FromMilliseconds(1)), source));

        HistoryStorageException error = await Assert.ThrowsAsync<HistoryStorageException>(async () => await store.UpsertAsync(Some.Connection, new MessageBatch()));
        Assert.True(error.IsTransient);
        Assert.Contains("'db' at 127.0.0.1:1", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UpsertAsync_NulInAText_IsTheMessagesOwnFault()
    {
        var store = new PostgreSqlMessageStore(_schema.Open());

        await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await store.UpsertAsync(Some.Connection, new MessageBatch { Items = [Some.Text("a\0b")] }));
        await store.UpsertAsync(Some.Connection, new MessageBatch { Items = [Some.Text()] });
    }

    NpgsqlDataSource Own() => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(_schema.Source.ConnectionString) { ApplicationName = _schema.Name }.ConnectionString);

    async Task KillAsync(CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            await _schema.QueryAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{s}'");
            await Task.Delay(250, CancellationToken.None);
        }
    }
}
