using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Growth.Tests;

/// <summary>The library over a database of its own, whichever it is.</summary>
abstract class GrowthHost : IAsyncDisposable
{
    protected abstract ServiceProvider Provider { get; }

    public IHistoryImporter Importer => Provider.GetRequiredService<IHistoryImporter>();

    public IMessageStore Store => Provider.GetRequiredService<IMessageStore>();

    public IMessageCache Cache => Provider.GetRequiredService<IMessageCache>();

    public IStateStore State => Provider.GetRequiredService<IStateStore>();

    public ValueTask ReceiveAsync(params IEnumerable<HistoryMessage> messages) => ReceiveAsync(new HistorySet { Messages = [.. messages] });

    public ValueTask ReceiveAsync(HistorySet set) => Inbox.ReceiveAsync(Say.Connection, set);

    public IHistoryInbox Inbox => Provider.GetRequiredService<IHistoryInbox>();

    public async Task<ImportResult> ImportAsync(ImportRequest request)
    {
        ImportResult result = await Importer.ImportAsync(request);
        Assert.Equal(ImportOutcome.Completed, result.Outcome);
        return result;
    }

    public abstract ValueTask DisposeAsync();
}
