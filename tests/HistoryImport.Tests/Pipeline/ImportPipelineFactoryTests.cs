using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace HistoryImport.Tests.Pipeline;

public sealed class ImportPipelineFactoryTests
{
    [Theory]
    [InlineData(null, null, 1000)]
    [InlineData(null, 7500, 7500)]
    [InlineData(null, 0, 1)]
    [InlineData(null, int.MaxValue, HistoryImportOptionsValidator.MaxBatchSize)]
    [InlineData(50, 7500, 50)]
    public void BatchSize_OptionOrWhatTheStorePrefers_IsWithinBounds(int? option, int? preferred, int expected)
    {
        IMessageStore store = Substitute.For<IMessageStore>();
        store.Capabilities.Returns(new StoreCapabilities { PreferredBatchSize = preferred });
        var book = new ErasureBook(() => store, null);
        IStateStore state = Substitute.For<IStateStore>();
        var leases = new Leases(
            state, new StateWatcher(state, TimeProvider.System), new HistoryImportOptions(), TimeProvider.System, NullLogger<Leases>.Instance);
        var guard = new ErasureGuard(book, new Eraser(Substitute.For<IMessageCache>(), state, leases, book, () => null));
        var factory = new ImportPipelineFactory(
            Substitute.For<IMessageCache>(), store, state, guard, new HistoryImportOptions { BatchSize = option }, TimeProvider.System, new Telemetry(), NullLogger<ImportPipeline>.Instance);

        Assert.Equal(expected, factory.BatchSize);
    }
}
