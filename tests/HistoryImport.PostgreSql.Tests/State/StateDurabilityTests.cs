using HistoryImport.Testing.Xunit;
using Npgsql;

namespace HistoryImport.PostgreSql.Tests.State;

/// <summary>Which writes wait for the disk of the server.</summary>
public sealed class StateDurabilityTests : IAsyncLifetime
{
    static readonly byte[] _owner = Guid.NewGuid().ToByteArray();
    static readonly byte[] _value = [1, 2, 3];
    static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    TestSchema _schema = null!;
    PostgreSqlStateStore _states = null!;

    public async ValueTask InitializeAsync()
    {
        _schema = await TestSchema.CreateAsync();

        // One connection that keeps what was set on it, as the pool of a connection string does.
        HistoryDatabase database = _schema.Open(source: NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(await TestServer.AddressAsync()) { MaxPoolSize = 1, NoResetOnClose = true }));
        _states = new PostgreSqlStateStore(database);
        await _states.GetAsync(Some.Connection, "makes the tables");
        await _schema.QueryAsync("""
            CREATE TABLE {s}.seen(number bigserial, key text, setting text);
            CREATE FUNCTION {s}.see() RETURNS trigger LANGUAGE plpgsql AS $$
              BEGIN INSERT INTO {s}.seen(key, setting) VALUES(NEW.key, current_setting('synchronous_commit')); RETURN NEW; END $$;
            CREATE TRIGGER seeing BEFORE INSERT OR UPDATE ON {s}.states FOR EACH ROW EXECUTE FUNCTION {s}.see();
            """);
    }

    public async ValueTask DisposeAsync() => await _schema.DisposeAsync();

    [Fact]
    public async Task TrySetAsync_AnyWrite_WaitsForTheDiskUnlessItIsALeaseOrWhatEndsOne()
    {
        long lease = (await _states.TrySetAsync(Some.Connection, "lease", _owner, 0, _minute))!.Value;
        long value = (await _states.TrySetAsync(Some.Connection, "value", _value, 0))!.Value;
        long passing = (await _states.TrySetAsync(Some.Connection, "passing", _value, 0, _minute))!.Value;
        long long16 = (await _states.TrySetAsync(Some.Connection, "sixteen", _owner, 0))!.Value;
        Assert.Equal(["lease off", "value on", "passing on", "sixteen on"], await SeenAsync());

        lease = (await _states.TrySetAsync(Some.Connection, "lease", _owner, lease, _minute))!.Value;
        Assert.NotNull(await _states.TrySetAsync(Some.Connection, "value", default, value, TimeSpan.Zero));
        Assert.NotNull(await _states.TrySetAsync(Some.Connection, "passing", default, passing, TimeSpan.Zero));
        Assert.NotNull(await _states.TrySetAsync(Some.Connection, "sixteen", _owner, long16));
        Assert.Equal(["lease off", "value on", "passing on", "sixteen on"], await SeenAsync());

        Assert.NotNull(await _states.TrySetAsync(Some.Connection, "lease", default, lease, TimeSpan.Zero));
        Assert.Equal(["lease off"], await SeenAsync());
    }

    [Fact]
    public async Task TrySetManyAsync_StatusBesideItsLease_GoesWithIt()
    {
        await _states.TrySetManyAsync(Some.Connection, [new StateWrite("lease", _owner, 0, _minute), new StateWrite("status", _value, 0)]);
        Assert.Equal(["lease off", "status off"], await SeenAsync());

        StateValue lease = (await _states.GetAsync(Some.Connection, "lease"))!, status = (await _states.GetAsync(Some.Connection, "status"))!;
        await _states.TrySetManyAsync(
            Some.Connection, [new StateWrite("status", _value, status.Version), new StateWrite("lease", default, lease.Version, TimeSpan.Zero)]);
        Assert.Equal(["status off", "lease off"], await SeenAsync());
    }

    [Fact]
    public async Task TrySetAsync_KeyOfALeaseThatAnotherConnectionHolds_WaitsForTheDisk()
    {
        var other = new ConnectionKey("tenant", "other");
        Assert.NotNull(await _states.TrySetAsync(Some.Connection, "key", _owner, 0, _minute));
        long version = (await _states.TrySetAsync(other, "key", _value, 0))!.Value;
        Assert.NotNull(await _states.TrySetAsync(other, "key", default, version, TimeSpan.Zero));
        Assert.Equal(["key off", "key on"], await SeenAsync());
    }

    [Fact]
    public async Task TrySetAsync_VersionThatACrashTookBack_DoesNotComeAgain()
    {
        long first = (await _states.TrySetAsync(Some.Connection, "lease", _owner, 0, _minute))!.Value;
        long renewed = (await _states.TrySetAsync(Some.Connection, "lease", _owner, first, _minute))!.Value;

        // As after a crash of the server: it has what was there before, and its time is over.
        await _schema.QueryAsync($"UPDATE {{s}}.states SET version = {first}, expires_at = clock_timestamp() - interval '1 second' WHERE key = 'lease'");
        long another = (await _states.TrySetAsync(Some.Connection, "lease", Guid.NewGuid().ToByteArray(), 0, _minute))!.Value;

        Assert.True(another > renewed);
        Assert.Null(await _states.TrySetAsync(Some.Connection, "lease", _owner, renewed, _minute));
    }

    async Task<List<string>> SeenAsync() =>
        [.. (await _schema.QueryAsync("WITH gone AS (DELETE FROM {s}.seen RETURNING *) SELECT key, setting FROM gone ORDER BY number")).Select(row => $"{row[0]} {row[1]}").Distinct()];
}
