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

        await EndAsync(source, "messages_key", "messages_time");
        Assert.InRange(await ReadByAsync("messages_time"), 0, Rows);
        Assert.InRange(await ReadByAsync("messages_key"), Amended, long.MaxValue);

        async Task WriteAsync(MessageUpsert[] items) => await store.UpsertAsync(Some.Connection, new MessageBatch { Items = items });
    }

    [Fact]
    public async Task UpsertAsync_MessagesBesideACacheThatGrew_LookUpWhatWaitsForThemById()
    {
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(await TestServer.AddressAsync()) { MaxPoolSize = 1 });
        var store = new PostgreSqlMessageStore(_schema.Open(source: source));
        await WriteAsync([Some.Text()]);
        await _schema.QueryAsync("ALTER TABLE {s}.cache_entries SET (autovacuum_enabled = off)");
        await _schema.QueryAsync("""
            INSERT INTO {s}.cache_entries(connection_id, waiting, chat, kind, received_at, payload, target, rest)
            SELECT 1, i <= 100, 'chat', 0, i, '\x00', CASE WHEN i <= 100 THEN 'M' || i END, CASE WHEN i <= 100 THEN 2 ELSE 0 END
            FROM generate_series(1, 20000) AS i
            """);
        await WriteAsync([.. Enumerable.Range(0, Amended).Select(i => Some.Text(key: Some.Key("M" + i)))]);
        await WriteAsync([.. Enumerable.Range(0, Rows).Select(i => Some.Text(key: Some.Key("N" + i)))]);

        await EndAsync(source, "cache_entries_target", "cache_entries_pkey");
        Assert.InRange(await ReadByAsync("cache_entries_pkey") + await ReadByAsync("cache_entries_chat"), 0, 2 * Amended);
        Assert.InRange(await ReadByAsync("cache_entries_target"), Amended - 1, Rows);
        Assert.Equal(1L, (await _schema.QueryAsync("SELECT count(*) FROM {s}.cache_entries WHERE rest = 2"))[0][0]);

        async Task WriteAsync(MessageUpsert[] items) => await store.UpsertAsync(Some.Connection, new MessageBatch { Items = items });
    }

    [Fact]
    public async Task ReadAsync_ACacheThatGrew_ReadsTheChatByItsIndexAndRemovesByTheKey()
    {
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(await TestServer.AddressAsync()) { MaxPoolSize = 1 });
        var cache = new PostgreSqlMessageCache(_schema.Open(source: source));
        await AppendAsync(1);
        Assert.Equal(1, await TakeAsync());

        // As the server finds it after a sweep: of no row all indexes seem alike.
        await _schema.QueryAsync("ALTER TABLE {s}.cache_entries SET (autovacuum_enabled = off)");
        await _schema.QueryAsync("VACUUM ANALYZE {s}.cache_entries");
        await AppendAsync(1);
        Assert.Equal(1, await TakeAsync());
        await _schema.QueryAsync("""
            INSERT INTO {s}.cache_entries(connection_id, waiting, chat, kind, received_at, payload)
            SELECT 1, false, '99@s.whatsapp.net', 0, i, '\x00' FROM generate_series(1, 20000) AS i
            """);
        await AppendAsync(Amended);
        Assert.Equal(Amended, await TakeAsync());

        await EndAsync(source, "cache_entries_pkey", "cache_entries_chat");
        Assert.InRange(await ReadByAsync("cache_entries_pkey"), Amended, 5 * Amended);
        Assert.InRange(await ReadByAsync("cache_entries_chat"), Amended, 5 * Amended);

        ValueTask AppendAsync(int count) => cache.AppendAsync(
            Some.Connection, new HistorySet { Messages = [.. Enumerable.Range(0, count).Select(i => Some.Message("C" + i))] });

        async Task<int> TakeAsync()
        {
            int taken = 0;
            await foreach (CacheBatch batch in cache.ReadAsync(new CacheQuery { Connection = Some.Connection, Chats = [Jid.Parse(Some.Message().RemoteJid!)] }))
            {
                taken += batch.Messages.Count;
                await cache.RemoveAsync(Some.Connection, [.. batch.Messages.Select(message => message.EntryId)]);
            }

            return taken;
        }
    }

    [Fact]
    public async Task FindAliasesAsync_ClaimsThatGrew_LooksEachPersonUp()
    {
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(await TestServer.AddressAsync()) { MaxPoolSize = 1 });
        var cache = new PostgreSqlMessageCache(_schema.Open(source: source));
        await cache.AppendAsync(Some.Connection, new HistorySet { Messages = [Some.Message()] });
        await _schema.QueryAsync("ALTER TABLE {s}.claims SET (autovacuum_enabled = off)");
        await _schema.QueryAsync("VACUUM ANALYZE {s}.claims");
        Assert.Empty((await FindAsync()).Claims);
        await _schema.QueryAsync("INSERT INTO {s}.claims SELECT 1, i || '@lid', '55' || i || '@s.whatsapp.net' FROM generate_series(1, 20000) AS i");
        Assert.Equal(Amended, (await FindAsync()).Claims.Count);

        await EndAsync(source, "claims_pkey", "claims_number");
        Assert.InRange(await ReadByAsync("claims_pkey"), Amended, 5 * Amended);
        Assert.InRange(await ReadByAsync("claims_number"), Amended, 5 * Amended);

        // Half by their number, half by their hidden id.
        ValueTask<AliasSet> FindAsync() => cache.FindAliasesAsync(
            Some.Connection, [.. Enumerable.Range(1, Amended).Select(i => Jid.Parse(i % 2 == 0 ? $"{i}@lid" : $"55{i}@s.whatsapp.net"))]);
    }

    // What a connection has read is told when it ends.
    async Task EndAsync(NpgsqlDataSource source, string index, string orIndex)
    {
        NpgsqlConnection.ClearPool(source.CreateConnection());
        for (int i = 0; i < 100 && await ReadByAsync(index) + await ReadByAsync(orIndex) == 0; i++)
        {
            await Task.Delay(100);
        }
    }

    static MessageUpsert Revoked(string id) => Some.Amendment(Some.Key(id)) with { IsRevoked = true };

    async Task<long> ReadByAsync(string index) => (long)(await _schema.QueryAsync(
        $"SELECT coalesce(sum(idx_tup_read), 0)::bigint FROM pg_stat_all_indexes WHERE schemaname = '{_schema.Name}' AND indexrelname = '{index}'"))[0][0];
}
