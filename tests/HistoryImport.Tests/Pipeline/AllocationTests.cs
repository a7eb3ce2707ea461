using HistoryImport.Benchmarks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HistoryImport.Tests.Pipeline;

/// <summary>What the pipeline allocates for a message on a store that does nothing, held against the figure kept here.</summary>
[Collection(Name)]
public sealed class AllocationTests
{
    const string Name = "Allocations";

    // As measured when it was last changed on purpose; benchmarks/README.md shows it beside a loop written by hand.
    const double BytesPerMessage = 268;
    const double Tolerance = 1.2;
    const int Messages = 20_000;

    [Fact]
    public async Task ImportAsync_StoreThatDoesNothing_AllocatesNoMoreThanItDid()
    {
        HistoryMessage[] history = DecodedHistory.Create(Messages);
        await ImportAsync(history);
        double least = double.MaxValue;
        for (int run = 0; run < 5; run++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            await ImportAsync(history);
            least = Math.Min(least, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Messages);
        }

        Assert.True(least <= BytesPerMessage * Tolerance, $"{least:0} bytes a message, {BytesPerMessage:0} before: find what grew, or write the new figure down.");
    }

    static async Task ImportAsync(HistoryMessage[] history)
    {
        var services = new ServiceCollection();
        services.AddHistoryImport();
        services.AddSingleton<IMessageStore>(new NoStore());
        services.Replace(ServiceDescriptor.Singleton<IMessageCache>(new DecodedCache(history)));
        await using ServiceProvider provider = services.BuildServiceProvider();
        ImportResult result = await provider.GetRequiredService<IHistoryImporter>().ImportAsync(Support.Some.Request);
        Assert.Equal(Messages, result.Counts.Inserted);
    }

    /// <summary>Alone, so that nothing else allocates meanwhile.</summary>
    [CollectionDefinition(Name, DisableParallelization = true)]
    public sealed class Alone;
}
