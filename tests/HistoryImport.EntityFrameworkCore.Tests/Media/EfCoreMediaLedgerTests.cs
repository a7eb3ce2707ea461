using HistoryImport.Testing.Xunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace HistoryImport.EntityFrameworkCore.Tests.Media;

/// <summary>The contract over a context of the host.</summary>
public abstract class EfCoreMediaLedgerTests(bool isPostgreSql) : MediaLedgerContract
{
    HistoryContexts? _contexts;
    TestDatabase? _database;

    public override async ValueTask DisposeAsync()
    {
        _contexts?.Dispose();
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    protected override async ValueTask<IMessageStore> CreateStoreAsync()
    {
        TestDatabase database = _database = await TestDatabase.CreateAsync(isPostgreSql);
        await TestDatabase.CreateTablesAsync(Open());
        _contexts = new HistoryContexts(Open, _ => Task.FromResult<DbContext>(Open()), TimeProvider.System, NullLogger.Instance);
        return new EfCoreMessageStore(_contexts, new ProjectionStep(null));

        HistoryOnlyContext Open() => new(database.Options<HistoryOnlyContext>());
    }
}
