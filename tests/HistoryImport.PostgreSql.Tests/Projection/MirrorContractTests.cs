using HistoryImport.Testing.Xunit;
using HistoryImport.Tests.Shared;

namespace HistoryImport.PostgreSql.Tests.Projection;

/// <summary>What a projection is handed over the server makes rows that are the library's, whatever the order.</summary>
public sealed class MirrorContractTests : ProjectionContract
{
    readonly Dictionary<IMessageStore, (TestSchema Schema, HistoryDatabase Database)> _made = [];

    public override async ValueTask DisposeAsync()
    {
        foreach ((TestSchema schema, HistoryDatabase _) in _made.Values)
        {
            await schema.DisposeAsync();
        }
    }

    protected override async ValueTask<IMessageStore> CreateStoreAsync()
    {
        TestSchema schema = await TestSchema.CreateAsync();
        HistoryDatabase database = schema.Open();
        var store = new PostgreSqlMessageStore(database, await schema.MirrorAsync(database));
        _made.Add(store, (schema, database));
        return store;
    }

    protected override async ValueTask<IReadOnlyList<string>> ReadRowsAsync(IMessageStore store) =>
        await Mirror.AssertSameAsync(_made[store].Schema.Query, new PostgreSqlHistoryReader(_made[store].Database));
}
