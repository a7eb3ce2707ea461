namespace HistoryImport.EntityFrameworkCore.Tests.Projection;

/// <summary>The sample's projection is a function of the state it is handed.</summary>
public abstract class DeskProjectionTests(bool isPostgreSql) : ProjectionContract
{
    readonly Dictionary<IMessageStore, Desk> _made = [];

    public override async ValueTask DisposeAsync()
    {
        foreach (Desk desk in _made.Values)
        {
            await desk.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    protected override async ValueTask<IMessageStore> CreateStoreAsync()
    {
        Desk desk = await Desk.CreateAsync(isPostgreSql);
        _made.Add(desk.Store, desk);
        return desk.Store;
    }

    protected override async ValueTask<IReadOnlyList<string>> ReadRowsAsync(IMessageStore store) => await _made[store].RowsAsync();
}
