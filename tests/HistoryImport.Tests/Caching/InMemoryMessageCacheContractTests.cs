using HistoryImport.Testing.Xunit;
using Microsoft.Extensions.Logging.Abstractions;

namespace HistoryImport.Tests.Caching;

#pragma warning disable CA1001 // xunit disposes of it by IAsyncLifetime.
public sealed class InMemoryMessageCacheContractTests : MessageCacheContract
#pragma warning restore CA1001
{
    readonly Telemetry _telemetry = new();

    protected override bool IsDurable => false;

    public override ValueTask DisposeAsync()
    {
        _telemetry.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override ValueTask<IMessageCache> CreateCacheAsync() => new(new InMemoryMessageCache(
        new HistoryImportOptions(), Time, _telemetry, NullLogger<InMemoryMessageCache>.Instance));
}
