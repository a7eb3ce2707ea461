using HistoryImport.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HistoryImport.Tests.Shared;

/// <summary>An import whose database refuses to write until the import has said that it tries again.</summary>
static class RefusedImport
{
    static readonly ConnectionKey _connection = new("tenant", "refused");

    /// <param name="use">Names the storage, the same for both instances.</param>
    /// <param name="refuse">Has the database refuse.</param>
    /// <param name="relent">Ends that.</param>
    /// <param name="isStatusWritten">Whether a status can be written meanwhile.</param>
    public static async Task AssertSaysSoAsync(
        Func<IHistoryImportBuilder, IHistoryImportBuilder> use, Func<Task> refuse, Func<Task> relent, bool isStatusWritten = true)
    {
        var reports = new RecordingProgressSink();
        await using ServiceProvider other = use(new ServiceCollection().AddHistoryImport()).Services.BuildServiceProvider();
        var hears = new Hearing(async () =>
        {
            ImportStatus? status = isStatusWritten ? await RetryingAsync(other.GetRequiredService<IHistoryImporter>()) : null;
            await relent();
            return status;
        });
        await using ServiceProvider host = use(new ServiceCollection().AddHistoryImport(options => options.ProgressDrainTimeout = TimeSpan.FromMinutes(1)))
            .UseMessageStore((_, inner) => new Refused(inner, refuse)).AddProgressSink(hears).AddProgressSink(reports).Services.BuildServiceProvider();
        await host.GetRequiredService<IHistoryInbox>().ReceiveAsync(_connection, new HistorySet { Messages = [Message()] });

        ImportResult result = await host.GetRequiredService<IHistoryImporter>().ImportAsync(
            new ImportRequest { Connection = _connection, QuietPeriod = TimeSpan.Zero, Fetch = false }).WaitAsync(TimeSpan.FromMinutes(5));

        Assert.Equal((ImportOutcome.Completed, 1L), (result.Outcome, result.Counts.Inserted));
        ImportProgress last = reports.Reports[^1];
        Assert.Equal((false, true), (last.IsRetrying, last.Retries > 0));
        ImportStatus? during = await hears.Status.WaitAsync(TimeSpan.FromMinutes(5));
        if (isStatusWritten)
        {
            Assert.Equal((RunState.Running, true, true), (during!.State, during.IsRetrying, during.Retries > 0));
        }

        ImportStatus after = (await other.GetRequiredService<IHistoryImporter>().GetStatusAsync(_connection))!;
        Assert.Equal((RunState.Ended, false, last.Retries), (after.State, after.IsRetrying, after.Retries));
    }

    static async Task<ImportStatus?> RetryingAsync(IHistoryImporter importer)
    {
        await foreach (ImportStatus status in importer.WatchAsync(_connection))
        {
            if (status.IsRetrying)
            {
                return status;
            }
        }

        return null;
    }

    static HistoryMessage Message() => new()
    {
        RemoteJid = "5511987654321@s.whatsapp.net",
        Id = "M1",
        Timestamp = 1_700_000_000,
        Content = new MessageContent { Kind = MessageKind.Text, Body = "text" },
    };

    sealed class Refused(IMessageStore inner, Func<Task> refuse) : DelegatingMessageStore(inner)
    {
        bool _isRefused;

        public override async ValueTask<UpsertResult> UpsertAsync(ConnectionKey connection, MessageBatch batch, CancellationToken cancellationToken = default)
        {
            if (!_isRefused)
            {
                _isRefused = true;
                await refuse();
            }

            return await base.UpsertAsync(connection, batch, cancellationToken);
        }
    }

    sealed class Hearing(Func<Task<ImportStatus?>> heard) : IProgressSink
    {
        readonly TaskCompletionSource<ImportStatus?> _status = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<ImportStatus?> Status => _status.Task;

        public async ValueTask ReportAsync(ImportProgress progress, CancellationToken cancellationToken = default)
        {
            if (progress.IsRetrying && !_status.Task.IsCompleted)
            {
                _status.SetResult(await heard());
            }
        }
    }
}
