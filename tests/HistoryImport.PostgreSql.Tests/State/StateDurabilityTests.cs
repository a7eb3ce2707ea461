using HistoryImport.Testing.Xunit;

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
        HistoryDatabase database = _schema.Open();
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

        Assert.NotNull(await _states.TrySetAsync(Some.Connection, "lease", _owner, lease, _minute));
        Assert.NotNull(await _states.TrySetAsync(Some.Connection, "value", default, value, TimeSpan.Zero));
        Assert.NotNull(await _states.TrySetAsync(Some.Connection, "passing", default, passing, TimeSpan.Zero));
        Assert.NotNull(await _states.TrySetAsync(Some.Connection, "sixteen", _owner, long16));
        Assert.Equal(["lease off", "value on", "passing on", "sixteen on"], await SeenAsync());

        Assert.NotNull(await _states.TrySetAsync(Some.Connection, "lease", default, lease + 1, TimeSpan.Zero));
        Assert.Equal(["lease off"], await SeenAsync());
    }

    [Fact]
    public async Task TrySetManyAsync_StatusBesideItsLease_GoesWithIt()
    {
        await _states.TrySetManyAsync(Some.Connection, [new StateWrite("lease", _owner, 0, _minute), new StateWrite("status", _value, 0)]);
        Assert.Equal(["lease off", "status off"], await SeenAsync());
    }

    async Task<List<string>> SeenAsync() =>
        [.. (await _schema.QueryAsync("WITH gone AS (DELETE FROM {s}.seen RETURNING *) SELECT key, setting FROM gone ORDER BY number")).Select(row => $"{row[0]} {row[1]}").Distinct()];
}
