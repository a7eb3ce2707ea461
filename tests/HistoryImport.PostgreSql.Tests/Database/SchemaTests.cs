using HistoryImport.Testing.Xunit;
using Npgsql;

namespace HistoryImport.PostgreSql.Tests.Database;

/// <summary>Who makes the tables, and what is said when nobody may.</summary>
public sealed class SchemaTests : IAsyncLifetime
{
    TestSchema _schema = null!;

    public async ValueTask InitializeAsync() => _schema = await TestSchema.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        await _schema.DisposeAsync();
        await using NpgsqlConnection admin = new(await TestServer.AddressAsync());
        await admin.OpenAsync();
        await using var drop = new NpgsqlCommand($"DROP ROLE IF EXISTS {_schema.Name}", admin);
        await drop.ExecuteNonQueryAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnyCall_RoleWithoutDdlAfterTheScript_Works(bool createSchema)
    {
        await _schema.QueryAsync(PostgreSqlSchema.GetScript(_schema.Name));
        HistoryDatabase database = await OpenAsRoleAsync(createSchema);
        await new PostgreSqlMessageStore(database).UpsertAsync(Some.Connection, new MessageBatch { Items = [Some.Text()] });
        await new PostgreSqlMessageCache(database).AppendAsync(Some.Connection, new HistorySet { Messages = [Some.Message()] });
        await new PostgreSqlStateStore(database).TrySetAsync(Some.Connection, "k", default, 0);

        Assert.Single(_schema.Rows());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnyCall_RoleWithoutDdlAndNoSchema_NamesTheScript(bool createSchema)
    {
        HistoryDatabase database = await OpenAsRoleAsync(createSchema);

        HistoryStorageException error = await Assert.ThrowsAsync<HistoryStorageException>(
            async () => await new PostgreSqlMessageStore(database).FindExistingAsync(Some.Connection, [Some.Text()]));
        Assert.Contains($"PostgreSqlSchema.GetScript(\"{_schema.Name}\")", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
    }

    [Fact]
    public async Task AnyCall_OlderSchema_IsUpgradedAndItsRowsAreFound()
    {
        await _schema.QueryAsync(SchemaScripts.Whole(new SchemaName(_schema.Name), fromVersion: 0, toVersion: 1));
        await _schema.QueryAsync("""
            INSERT INTO {s}.connections(tenant, name) VALUES('tenant', 'connection');
            INSERT INTO {s}.chats(connection_id, jid) VALUES(1, '5511900000001@s.whatsapp.net');
            INSERT INTO {s}.messages(chat_id, id, from_me, sender, timestamp, revoked, version, kind, body)
            VALUES(1, 'ID', false, '', 1700000000, false, decode(repeat('00', 17), 'hex'), 'text', 'old')
            """);

        Assert.Single(await new PostgreSqlMessageStore(_schema.Open()).FindExistingAsync(Some.Connection, [Some.Text()]));
        Assert.Equal(PostgreSqlSchema.Version, (await _schema.QueryAsync("SELECT version FROM {s}.history_import_version"))[0][0]);
        Assert.Equal("old", Assert.Single(_schema.Rows()).Body);
    }

    [Fact]
    public async Task AnyCall_NewerSchema_IsRefused()
    {
        await _schema.QueryAsync(PostgreSqlSchema.GetScript(_schema.Name) + "UPDATE {s}.history_import_version SET version = 99");

        HistoryStorageException error = await Assert.ThrowsAsync<HistoryStorageException>(
            async () => await new PostgreSqlMessageStore(_schema.Open()).FindExistingAsync(Some.Connection, [Some.Text()]));
        Assert.Contains("newer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyCall_SchemaOfAnotherApplication_IsLeftAlone()
    {
        await _schema.QueryAsync("CREATE SCHEMA {s}; CREATE TABLE {s}.messages(mine int)");

        HistoryStorageException error = await Assert.ThrowsAsync<HistoryStorageException>(
            async () => await new PostgreSqlMessageStore(_schema.Open()).FindExistingAsync(Some.Connection, [Some.Text()]));
        Assert.Contains("another application", error.Message, StringComparison.Ordinal);
        Assert.Equal(0L, (await _schema.QueryAsync("SELECT count(*) FROM pg_tables WHERE schemaname = '{s}' AND tablename <> 'messages'"))[0][0]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\"; DROP SCHEMA public; --")]
    [InlineData("pg_catalog")]
    [InlineData("1a")]
    [InlineData("ä")]
    public void GetScript_NotAName_Throws(string schema) => Assert.ThrowsAny<ArgumentException>(() => PostgreSqlSchema.GetScript(schema));

    async Task<HistoryDatabase> OpenAsRoleAsync(bool createSchema)
    {
        await _schema.QueryAsync("""
            CREATE SCHEMA IF NOT EXISTS {s}; CREATE ROLE {s} LOGIN PASSWORD 'p'; GRANT USAGE ON SCHEMA {s} TO {s};
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {s} TO {s}
            """);
        var address = new NpgsqlConnectionStringBuilder(await TestServer.AddressAsync()) { Username = _schema.Name, Password = "p" };
        return _schema.Open(options => options.CreateSchema = createSchema, NpgsqlDataSource.Create(address));
    }
}
