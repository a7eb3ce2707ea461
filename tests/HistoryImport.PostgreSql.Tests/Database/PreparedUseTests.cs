using System.Text;
using HistoryImport.PostgreSql.Tests.Support;
using HistoryImport.Testing.Xunit;
using HistoryImport.PostgreSql.Tests.Server;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HistoryImport.PostgreSql.Tests.Database;

/// <summary>What is prepared on a connection, and what happens where something between us and the server does not keep it.</summary>
public sealed class PreparedUseTests : IAsyncLifetime
{
    static readonly byte[] _value = Encoding.UTF8.GetBytes("value");

    TestSchema _schema = null!;
    NpgsqlDataSource _one = null!;

    public async ValueTask InitializeAsync()
    {
        _schema = await TestSchema.CreateAsync();

        // One connection, which keeps what was prepared on it.
        _one = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(await TestServer.AddressAsync()) { MaxPoolSize = 1, NoResetOnClose = true });
    }

    public async ValueTask DisposeAsync() => await _schema.DisposeAsync();

    [Fact]
    public async Task TrySetAsync_Twice_PreparesItsStatementsOnce()
    {
        var states = new PostgreSqlStateStore(_schema.Open(source: _one));
        await UseAsync("one");
        long before = await PreparedAsync("%");
        await UseAsync("other");

        Assert.NotEqual(0, await PreparedAsync("%.states%"));
        Assert.Equal(before, await PreparedAsync("%"));

        async Task UseAsync(string key)
        {
            long first = (await states.TrySetAsync(Some.Connection, key, _value, 0))!.Value;
            Assert.NotNull(await states.TrySetAsync(Some.Connection, key, _value, first));
            await states.GetAsync(Some.Connection, key);
        }
    }

    [Fact]
    public async Task TrySetAsync_PreparedStatementsGone_WritesAllTheSameAndPreparesNoMore()
    {
        HistoryDatabase database = _schema.Open(options => options.RetryDelay = TimeSpan.Zero, _one);
        var states = new PostgreSqlStateStore(database);
        long version = (await states.TrySetAsync(Some.Connection, "key", _value, 0))!.Value;
        version = (await states.TrySetAsync(Some.Connection, "key", _value, version))!.Value;

        // As a pooler does that hands another connection of the server on.
        await RunAsync("DEALLOCATE ALL");

        Assert.NotNull(await states.TrySetAsync(Some.Connection, "key", _value, version));
        Assert.Equal(_value, (await states.GetAsync(Some.Connection, "key"))!.Value.ToArray());
        Assert.Equal(0, await PreparedAsync("%.states%"));
    }

    [Fact]
    public async Task TrySetAsync_NameTakenByAnother_WritesAllTheSameAlsoWithoutRetries()
    {
        HistoryDatabase database = _schema.Open(options => options.MaxRetries = 0, _one);
        var states = new PostgreSqlStateStore(database);
        await states.ListKeysAsync(Some.Connection, "makes the tables");
        for (int i = 1; i <= 20; i++)
        {
            await RunAsync($"PREPARE _p{i} AS SELECT 1");
        }

        await Assert.ThrowsAsync<HistoryStorageException>(async () => await states.TrySetAsync(Some.Connection, "key", _value, 0));

        // Nobody tries again here, but the next asks without.
        Assert.NotNull(await states.TrySetAsync(Some.Connection, "key", _value, 0));
    }

    [Fact]
    public async Task TrySetAsync_ConnectionBrokenOnce_PreparesOnTheNext()
    {
        HistoryDatabase database = _schema.Open(options => options.RetryDelay = TimeSpan.Zero, _one);
        var states = new PostgreSqlStateStore(database);
        long version = (await states.TrySetAsync(Some.Connection, "key", _value, 0))!.Value;
        await Assert.ThrowsAsync<PostgresException>(() => RunAsync("SELECT pg_terminate_backend(pg_backend_pid())"));

        Assert.NotNull(await states.TrySetAsync(Some.Connection, "key", _value, version));
        Assert.NotEqual(0, await PreparedAsync("%.states%"));
    }

    [Fact]
    public async Task ImportAsync_TablesStillSmall_KeepsPlansByIndexesAlone()
    {
        await using (ServiceProvider host = Host())
        {
            for (int ticket = 0; ticket < 3; ticket++)
            {
                await host.GetRequiredService<IHistoryInbox>().ReceiveAsync(Some.Connection, Set(ticket));
                ImportResult result = await host.GetRequiredService<IHistoryImporter>()
                    .ImportAsync(new ImportRequest { Connection = Some.Connection, Chats = [Some.Contact] });
                Assert.Equal(2, result.Counts.Inserted);
            }

            // What the server would choose by itself, while there is next to nothing to read.
            List<string> read = await KeptPlansAsync();
            Assert.True(read.Count > 15, $"{read.Count} are prepared.");
            Assert.All(read, plan => Assert.False(plan.Contains("Seq Scan on", StringComparison.Ordinal), plan));
            Assert.Equal(0L, await RunAsync("SELECT sum(custom_plans)::bigint FROM pg_prepared_statements"));
            Assert.Equal("on", await RunAsync("SHOW enable_seqscan"));
        }
    }

    [Fact]
    public async Task RunAsync_NotPreparedAfterPreparedInOneTransaction_IsPlannedAsUsual()
    {
        HistoryDatabase database = _schema.Open(source: _one);
        List<string> seen = [];
        await database.WriteAsync(
            async (session, token) =>
            {
                await session.Get("SET LOCAL enable_hashjoin = off").ExecuteAsync(token);
                await session.GetPrepared("SELECT 1").NumberAsync(token);
                foreach (string setting in (string[])["enable_seqscan", "enable_hashjoin", "enable_mergejoin", "jit", "plan_cache_mode"])
                {
                    seen.AddRange(await session.Get($"SHOW {setting}").ListAsync(row => row.GetString(0), token));
                }

                seen.AddRange(await session.GetPrepared("SELECT current_setting('enable_seqscan')").ListAsync(row => row.GetString(0), token));
                return true;
            },
            default);

        Assert.Equal(["on", "off", "on", (string)(await RunAsync("SHOW jit"))!, "auto", "off"], seen);
        Assert.Equal("on", await RunAsync("SHOW enable_seqscan"));
    }

    [Fact]
    public async Task TrySetAsync_PoolerBetween_PreparesNothing()
    {
        var address = new NpgsqlConnectionStringBuilder(await TestServer.AddressAsync()) { MaxPoolSize = 1, NoResetOnClose = true, SslMode = SslMode.Disable };
        await using var pooler = new PoolerLikeProxy(address.Port);
        (address.Host, address.Port) = ("127.0.0.1", pooler.Port);
        NpgsqlDataSource source = NpgsqlDataSource.Create(address);
        var states = new PostgreSqlStateStore(_schema.Open(source: source));
        Assert.NotNull(await states.TrySetAsync(Some.Connection, "key", _value, 0));

        await using NpgsqlCommand command = source.CreateCommand("SELECT count(*) FROM pg_prepared_statements");
        Assert.Equal(0L, await command.ExecuteScalarAsync());
        await _one.DisposeAsync();
    }

    [Fact]
    public async Task TrySetAsync_MultiplexedDataSource_WritesAndReads()
    {
        HistoryDatabase database = _schema.Open(source: NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(await TestServer.AddressAsync()) { Multiplexing = true, MaxPoolSize = 5 }));
        var states = new PostgreSqlStateStore(database);
        await states.TrySetAsync(Some.Connection, "key", _value, 0);

        Assert.Equal(_value, (await states.GetAsync(Some.Connection, "key"))!.Value.ToArray());
        Assert.Equal(
            UpsertOutcome.Inserted,
            Assert.Single((await new PostgreSqlMessageStore(database).UpsertAsync(Some.Connection, new MessageBatch { Items = [Some.Text("body")] })).Outcomes));
        await _one.DisposeAsync();
    }

    static HistorySet Set(int ticket) => new()
    {
        Contacts = [new HistoryContact { Id = Some.Contact.Value, Name = $"Somebody {ticket}" }],
        Claims = [JidClaim.TryCreate("123456789012345@lid", Some.Contact.Value)!],
        Messages =
        [
            Some.Message($"A{ticket}"), Some.Message($"B{ticket}"),
            Some.AmendmentMessage($"R{ticket}") with { Amendment = new MessageAmendment { Kind = AmendmentKind.Reaction, TargetId = $"A{ticket}", Text = "+" } },
        ],
    };

    ServiceProvider Host()
    {
        var services = new ServiceCollection();
        services.AddHistoryImport().UsePostgreSql(_one, options => options.Schema = _schema.Name);
        return services.BuildServiceProvider();
    }

    async Task<List<string>> KeptPlansAsync()
    {
        var plans = new List<string>();
        await using NpgsqlConnection connection = await _one.OpenConnectionAsync();
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
        await using NpgsqlCommand keep = new(
            "SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off", connection, transaction);
        await keep.ExecuteNonQueryAsync();
        await using NpgsqlCommand list = new(
            "SELECT name, cardinality(parameter_types) FROM pg_prepared_statements WHERE statement LIKE '%\".%' AND statement NOT LIKE 'COPY%'", connection, transaction);
        foreach (object[] one in await list.RowsAsync())
        {
            string arguments = (int)one[1] == 0 ? "" : $"({string.Join(", ", Enumerable.Repeat("NULL", (int)one[1]))})";
            await using NpgsqlCommand explain = new($"EXPLAIN EXECUTE \"{one[0]}\"{arguments}", connection, transaction);
            plans.Add(string.Join('\n', (await explain.RowsAsync()).Select(line => line[0])));
        }

        return plans;
    }

    async Task<long> PreparedAsync(string like) =>
        (long)(await RunAsync($"SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '{like}' AND statement NOT LIKE '%pg_prepared%'"))!;

    async Task<object?> RunAsync(string sql)
    {
        await using NpgsqlCommand command = _one.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
