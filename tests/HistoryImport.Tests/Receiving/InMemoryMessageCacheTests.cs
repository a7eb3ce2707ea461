using HistoryImport.ContractTests;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace HistoryImport.Tests;

public sealed class InMemoryMessageCacheTests : MessageCacheContract, IDisposable
{
    readonly Telemetry _telemetry = new();

    protected override bool IsDurable => false;

    public void Dispose() => _telemetry.Dispose();

    public override Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task AppendAsync_BeyondItsCapacity_DropsTheOldest()
    {
        var small = new InMemoryMessageCache(
            Options.Create(new HistoryImportOptions { InMemoryCacheCapacity = 2 }), Time, _telemetry, NullLogger<InMemoryMessageCache>.Instance);
        await small.AppendAsync(Some.Connection, new HistorySet { Messages = [Some.Message("A"), Some.Message("B"), Some.Message("C")] });

        var left = new List<string?>();
        await foreach (CacheBatch batch in small.ReadAsync(Query()))
        {
            left.AddRange(batch.Messages.Select(cached => cached.Message.Id));
        }

        Assert.Equal(["B", "C"], left);
    }

    protected override ValueTask<IMessageCache> CreateCacheAsync() => new(new InMemoryMessageCache(
        Options.Create(new HistoryImportOptions()), Time, _telemetry, NullLogger<InMemoryMessageCache>.Instance));
}
