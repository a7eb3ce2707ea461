using HistoryImport.Testing.Xunit;

namespace HistoryImport.PostgreSql.Tests.Media;

public sealed class PostgreSqlMediaLedgerTests : MediaLedgerContract
{
    TestSchema _schema = null!;

    public override async ValueTask DisposeAsync() => await _schema.DisposeAsync();

    protected override async ValueTask<IMessageStore> CreateStoreAsync()
    {
        _schema = await TestSchema.CreateAsync();
        return new PostgreSqlMessageStore(_schema.Open());
    }
}
