using HistoryImport.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HistoryImport.Tests.Shared;

/// <summary>An import is cancelled by another instance while its batches are written. The clock stands still: nothing but the look at the lease can end it.</summary>
static class CancelledImport
{
    const int Batches = 30;
    const int BatchSize = 10;

    static readonly ConnectionKey _connection = new("tenant", "cancelled");

    /// <param name="use">Names the storage, the same for both instances.</param>
    /// <param name="rows">Counts the rows.</param>
    public static async Task AssertEndsWithinTwoBatchesAsync(Func<IHistoryImportBuilder, IHistoryImportBuilder> use, Func<Task<long>> rows)
    {
        var time = new ManualTimeProvider();
        await using ServiceProvider other = Host(null);
        long written = 0, writtenWhenCancelled = 0;
        await using ServiceProvider host = Host(async () =>
        {
            if (Interlocked.Increment(ref written) == 3)
            {
                Assert.True(await other.GetRequiredService<IHistoryImporter>().CancelAsync(_connection));
                writtenWhenCancelled = Interlocked.Read(ref written);
            }
        });
        await host.GetRequiredService<IHistoryInbox>().ReceiveAsync(_connection, new HistorySet
        {
            Messages = [.. Enumerable.Range(0, Batches * BatchSize).Select(Message)],
        });

        ImportResult result = await ImportAsync();

        Assert.Equal(ImportOutcome.Cancelled, result.Outcome);
        Assert.Contains("somebody stopped it", result.Reason, StringComparison.Ordinal);
        Assert.InRange(written, writtenWhenCancelled, writtenWhenCancelled + 2);
        Assert.Equal(written * BatchSize, await rows());
        ImportStatus status = (await other.GetRequiredService<IHistoryImporter>().GetStatusAsync(_connection))!;
        Assert.Equal((RunState.Ended, ImportOutcome.Cancelled), (status.State, status.Outcome));

        // What was committed stays, and nothing else is left to do for the next one.
        Assert.Equal((Batches * BatchSize) - (written * BatchSize), (await ImportAsync()).Counts.Inserted);

        Task<ImportResult> ImportAsync() => host.GetRequiredService<IHistoryImporter>().ImportAsync(
            new ImportRequest { Connection = _connection, QuietPeriod = TimeSpan.Zero, Fetch = false });

        ServiceProvider Host(Func<Task>? onWritten)
        {
            ServiceCollection services = [];
            services.AddSingleton<TimeProvider>(time);
            IHistoryImportBuilder builder = use(services.AddHistoryImport(options => options.BatchSize = BatchSize));
            if (onWritten is not null)
            {
                builder.UseMessageStore((_, inner) => new HearingStore(inner, onWritten));
            }

            return services.BuildServiceProvider();
        }
    }

    static HistoryMessage Message(int i) => new()
    {
        RemoteJid = "5511987654321@s.whatsapp.net",
        Id = $"M{i:D4}",
        Timestamp = 1_700_000_000 + i,
        Content = new MessageContent { Kind = MessageKind.Text, Body = "text" },
    };

    sealed class HearingStore(IMessageStore inner, Func<Task> onWritten) : DelegatingMessageStore(inner)
    {
        public override async ValueTask<UpsertResult> UpsertAsync(ConnectionKey connection, MessageBatch batch, CancellationToken cancellationToken = default)
        {
            UpsertResult result = await base.UpsertAsync(connection, batch, cancellationToken);
            await onWritten();
            return result;
        }
    }
}
