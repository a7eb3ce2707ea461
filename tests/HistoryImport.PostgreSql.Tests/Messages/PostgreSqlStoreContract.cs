using HistoryImport.Testing.Xunit;
using HistoryImport.Tests.Shared;
using Npgsql;

namespace HistoryImport.PostgreSql.Tests.Messages;

/// <summary>The contract over a schema, alone or with a projection that keeps the same rows.</summary>
public abstract class PostgreSqlStoreContract(bool isMirrored) : MessageStoreContract
{
    readonly Dictionary<IMessageStore, (TestSchema Schema, HistoryDatabase Database)> _made = [];

    public override async ValueTask DisposeAsync()
    {
        foreach ((TestSchema schema, HistoryDatabase database) in _made.Values)
        {
            if (isMirrored)
            {
                await Mirror.AssertSameAsync(schema.Query, new PostgreSqlHistoryReader(database));
            }

            await schema.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Features_Always_All() => Assert.Equal(StoreFeatures.All, Store.Capabilities.Features);

    protected override async ValueTask<IMessageStore> CreateStoreAsync()
    {
        TestSchema schema = await TestSchema.CreateAsync();
        HistoryDatabase database = schema.Open();
        var store = new PostgreSqlMessageStore(database, isMirrored ? await schema.MirrorAsync(database) : null);
        _made.Add(store, (schema, database));
        return store;
    }

    protected override ValueTask<IMessageCache?> CreateCacheAsync(IMessageStore store) => new(new PostgreSqlMessageCache(_made[store].Database));

    protected override ValueTask<IStateStore?> CreateStateStoreAsync(IMessageStore store) => new(new PostgreSqlStateStore(_made[store].Database));

    protected override async ValueTask<IReadOnlyList<StoredRow>> ReadRowsAsync(IMessageStore store)
    {
        // The schema exists from the first question on.
        await store.FindExistingAsync(Some.Connection, [Some.Text()]);
        return _made[store].Schema.Rows();
    }

    protected override async ValueTask<IReadOnlyList<HistoryName>?> ReadNamesAsync(IMessageStore store, ConnectionKey connection) =>
        [.. (await _made[store].Schema.QueryAsync("SELECT tenant, connections.name, jid, kind, names.name FROM {s}.names JOIN {s}.connections USING(connection_id)"))
            .Where(row => (connection.Tenant, connection.Name) == ((string)row[0], (string)row[1]))
            .Select(row => new HistoryName(Jid.Parse((string)row[2]), (NameKind)(short)row[3], (string)row[4]))];
}
