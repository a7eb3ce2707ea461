using System.Collections.Concurrent;
using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Pipeline;

/// <summary>A batch may be compared while the writer waits for the one before it.</summary>
public sealed class ComparisonsTests
{
    static readonly TimeSpan _moment = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan _tooLong = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task ImportAsync_SeveralBatches_ComparesTwoAtOnceAndNoMore()
    {
        using var both = new Barrier(2);
        bool met = true;
        int underWay = 0;
        int most = 0;
        await using ImportHost host = Host();
        host.Store.BeforeFind = _ =>
        {
            int now = Interlocked.Increment(ref underWay);
            met &= both.SignalAndWait(_tooLong);
            InterlockedMax(ref most, now);
            Interlocked.Decrement(ref underWay);
        };
        await host.ReceiveAsync(Ids('A', 8));

        ImportResult result = await host.ImportAsync();

        Assert.True(met);
        Assert.Equal(2, most);
        Assert.Equal(8, result.Counts.Inserted);
    }

    [Fact]
    public async Task ImportAsync_EarlierBatchIsComparedLonger_IsWrittenFirst()
    {
        using var never = new ManualResetEventSlim();
        var written = new ConcurrentQueue<string>();
        await using ImportHost host = Host();
        host.Store.BeforeFind = items => _ = items.Any(item => item.Key.Id is "A" or "D") && never.Wait(_moment);
        host.Store.BeforeUpsert = batch => batch.Items.ToList().ForEach(item => written.Enqueue(item.Key.Id));
        await host.ReceiveAsync(Ids('A', 6));

        await host.ImportAsync();

        Assert.Equal(["A", "B", "C", "D", "E", "F"], written);
    }

    [Fact]
    public async Task ImportAsync_OneQuestionFails_EndsWithItsReasonWhenAllHaveEnded()
    {
        using var never = new ManualResetEventSlim();
        int underWay = 0;
        await using ImportHost host = Host();
        host.Store.BeforeFind = items =>
        {
            Interlocked.Increment(ref underWay);
            never.Wait(_moment);
            Interlocked.Decrement(ref underWay);
            if (items.Any(item => item.Key.Id == "B"))
            {
                throw new HistoryStorageException("The database is gone.");
            }
        };
        await host.ReceiveAsync(Ids('A', 6));

        ImportResult result = await host.ImportAsync();

        Assert.Equal(ImportOutcome.Failed, result.Outcome);
        Assert.Contains("The database is gone.", result.Reason, StringComparison.Ordinal);
        Assert.Equal(0, underWay);
        Assert.InRange(await host.CachedAsync(), 6 - host.Rows().Count, 6);
    }

    static IEnumerable<HistoryMessage> Ids(char first, int count) => Enumerable.Range(first, count).Select(id => Some.Text(((char)id).ToString()));

    static void InterlockedMax(ref int place, int value)
    {
        for (int old = place; value > old; old = place)
        {
            Interlocked.CompareExchange(ref place, value, old);
        }
    }

    static ImportHost Host() => new(configure: options => (options.BatchSize, options.Writers) = (1, 1));
}
