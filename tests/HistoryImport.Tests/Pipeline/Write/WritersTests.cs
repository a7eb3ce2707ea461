using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Pipeline;

/// <summary>Several batches of one import may be written at once.</summary>
public sealed class WritersTests
{
    static readonly TimeSpan _moment = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan _tooLong = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task ImportAsync_TwoWriters_WriteTwoBatchesAtOnce()
    {
        using var both = new Barrier(2);
        bool met = true;
        await using ImportHost host = Host(2);
        host.Store.BeforeUpsert = batch => met &= batch.Items.Count == 0 || both.SignalAndWait(_tooLong);
        await host.ReceiveAsync(Some.Text("A"), Some.Text("B"), Some.Text("C"), Some.Text("D"));

        ImportResult result = await host.ImportAsync();

        Assert.True(met);
        Assert.Equal(4, result.Counts.Inserted);
    }

    [Fact]
    public async Task ImportAsync_JoinComesWhileABatchIsBeingWritten_WaitsForItsRows()
    {
        using var never = new ManualResetEventSlim();
        await using ImportHost host = Host(3);
        host.Store.BeforeUpsert = batch => _ = batch.Items.Any(item => item.Key.Id == "EARLY") && never.Wait(_moment);
        await host.ReceiveAsync(
            Some.Text("EARLY") with { RemoteJid = Some.ChatLid },
            Some.Text("LATE") with { RemoteJid = Some.Chat, RemoteJidAlt = Some.ChatLid });

        await host.ImportAsync();

        Assert.All(host.Rows(), row => Assert.StartsWith(Some.Chat, row, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ImportAsync_OneOfThreeWritersFails_EndsWithItsReasonWhenAllHaveEnded()
    {
        using var never = new ManualResetEventSlim();
        int underWay = 0;
        await using ImportHost host = Host(3);
        host.Store.BeforeUpsert = batch =>
        {
            Interlocked.Increment(ref underWay);
            never.Wait(_moment);
            Interlocked.Decrement(ref underWay);
            if (batch.Items.Any(item => item.Key.Id == "B"))
            {
                throw new HistoryStorageException("The disk is full.");
            }
        };
        await host.ReceiveAsync(Enumerable.Range('A', 9).Select(id => Some.Text(((char)id).ToString())));

        ImportResult result = await host.ImportAsync();

        Assert.Equal(ImportOutcome.Failed, result.Outcome);
        Assert.Contains("The disk is full.", result.Reason, StringComparison.Ordinal);
        Assert.Equal(0, underWay);

        // A row may be there whose entry was not acknowledged any more, never the other way round.
        Assert.InRange(await host.CachedAsync(), 9 - host.Rows().Count, 9);
    }

    static ImportHost Host(int writers) => new(configure: options => (options.BatchSize, options.Writers) = (1, writers));
}
