using HistoryImport.Testing.Xunit;
using Npgsql;

namespace HistoryImport.PostgreSql.Tests.Messages;

/// <summary>Plans that were made while the tables were empty, and are used when they are full before the server has counted their rows.</summary>
public sealed class FreshTablesTests : IAsyncLifetime
{
    const int Rows = 3000;
    const int Amended = 100;

    TestSchema _schema = null!;

    public async ValueTask InitializeAsync() => _schema = await TestSchema.CreateAsync();

    public async ValueTask DisposeAsync() => await _schema.DisposeAsync();

    [Fact]
    public async Task UpsertAsync_AmendmentsOfAChatThatGrew_LookEachUpByItsKey()
    {
        var address = new NpgsqlConnectionStringBuilder(await TestServer.AddressAsync()) { MaxPoolSize = 1 };
        var source = NpgsqlDataSource.Create(address);
        var store = new PostgreSqlMessageStore(_schema.Open(source: source));
        await WriteAsync([Some.Text()]);
        await _schema.QueryAsync("ALTER TABLE {s}.messages SET (autovacuum_enabled = off)");
        await WriteAsync([Revoked("ID"), Some.DirectReaction("first")]);
        await WriteAsync([.. Enumerable.Range(0, Rows).Select(i => Some.Text(key: Some.Key("M" + i)))]);
        await WriteAsync([.. Enumerable.Range(0, Amended).Select(i => Revoked("M" + i))]);
        await WriteAsync([.. Enumerable.Range(0, Amended).Select(i => Some.DirectReaction("second", "M" + i))]);

        // What a connection has read is told when it ends.
        NpgsqlConnection.ClearPool(source.CreateConnection());
        for (int i = 0; i < 100 && await ReadByAsync("messages_key") + await ReadByAsync("messages_time") == 0; i++)
        {
            await Task.Delay(100);
        }

        Assert.InRange(await ReadByAsync("messages_time"), 0, Rows);
        Assert.InRange(await ReadByAsync("messages_key"), Amended, long.MaxValue);

        async Task WriteAsync(MessageUpsert[] items) => await store.UpsertAsync(Some.Connection, new MessageBatch { Items = items });
    }

    static MessageUpsert Revoked(string id) => Some.Amendment(Some.Key(id)) with { IsRevoked = true };

    async Task<long> ReadByAsync(string index) => (long)(await _schema.QueryAsync(
        $"SELECT coalesce(sum(idx_tup_read), 0)::bigint FROM pg_stat_all_indexes WHERE schemaname = '{_schema.Name}' AND indexrelname = '{index}'"))[0][0];
}
