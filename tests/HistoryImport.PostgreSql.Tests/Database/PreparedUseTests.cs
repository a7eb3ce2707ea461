using System.Text;
using HistoryImport.Testing.Xunit;
using HistoryImport.PostgreSql.Tests.Server;
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
    public async Task TrySetAsync_Twice_PreparesItsStatementsOnceAndNoneOfWhatGrows()
    {
        HistoryDatabase database = _schema.Open(source: _one);
        var states = new PostgreSqlStateStore(database);
        long first = (await states.TrySetAsync(Some.Connection, "key", _value, 0))!.Value;
        await new PostgreSqlMessageStore(database).UpsertAsync(Some.Connection, new MessageBatch { Items = [Some.Text("body")] });
        long before = await PreparedAsync("%");
        Assert.NotNull(await states.TrySetAsync(Some.Connection, "key", _value, first));
        await states.GetAsync(Some.Connection, "key");
        Assert.NotNull(await states.TrySetAsync(Some.Connection, "other", _value, 0));

        // A replacement and a look; the rest was prepared for the first.
        Assert.Equal(before + 2, await PreparedAsync("%"));
        Assert.Equal(0, await PreparedAsync("%.messages%") + await PreparedAsync("%.cache_entries%"));
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
    public async Task UpsertAsync_EntriesAndALease_PreparesNothingOfWhatGrows()
    {
        HistoryDatabase database = _schema.Open(source: _one);
        var lease = new ImportLease(database.Scope, "lease", Guid.NewGuid());
        await new PostgreSqlStateStore(database).TrySetAsync(Some.Connection, lease.Key, lease.Owner.ToByteArray(), 0, TimeSpan.FromMinutes(1));
        await new PostgreSqlMessageStore(database).UpsertAsync(
            Some.Connection,
            new MessageBatch { Items = [Some.Text("body")], Lease = lease, CacheScope = database.Scope, Acknowledgements = [new Acknowledgement(7, 0)] });

        Assert.Equal(0, await PreparedAsync("%.messages%") + await PreparedAsync("%.cache_entries%"));
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

    async Task<long> PreparedAsync(string like) =>
        (long)(await RunAsync($"SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '{like}' AND statement NOT LIKE '%pg_prepared%'"))!;

    async Task<object?> RunAsync(string sql)
    {
        await using NpgsqlCommand command = _one.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
