using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace HistoryImport;

/// <summary>A mailbox for one report in front of each sink, so that a slow sink sees the latest and holds up nobody.</summary>
sealed class ProgressReporter : IAsyncDisposable
{
    readonly Lock _lock = new();
    readonly List<Mailbox> _mailboxes;
    readonly CancellationTokenSource _abandoned = new();
    readonly TimeSpan _drainTimeout;
    readonly TimeProvider _time;
    readonly ILogger _logger;
    ImportProgress? _latest;

    public ProgressReporter(IEnumerable<IProgressSink> sinks, HistoryImportOptions options, TimeProvider time, ILogger logger)
    {
        _drainTimeout = options.ProgressDrainTimeout;
        _time = time;
        _logger = logger;
        _mailboxes = [.. sinks.Select(sink => new Mailbox(sink, logger, _abandoned.Token))];
    }

    public void Report(ImportProgress progress)
    {
        lock (_lock)
        {
            _latest = progress;
            foreach (Mailbox mailbox in _mailboxes)
            {
                mailbox.Post(progress);
            }
        }
    }

    /// <summary>Lets one more sink hear of the run, from where it is.</summary>
    public void Add(IProgressSink sink)
    {
        lock (_lock)
        {
            var mailbox = new Mailbox(sink, _logger, _abandoned.Token);
            _mailboxes.Add(mailbox);
            if (_latest is not null)
            {
                mailbox.Post(_latest);
            }
        }
    }

    /// <summary>Posts the terminal report and waits until every sink took it, or the drain time-out is over. A sink that is busy gets it later.</summary>
    public async Task EndAsync(ImportProgress terminal)
    {
        Report(terminal);
        Task drained;
        lock (_lock)
        {
            drained = Task.WhenAll(_mailboxes.Select(mailbox => mailbox.DrainAsync()));
        }

        try
        {
            await drained.WaitAsync(_drainTimeout, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await _abandoned.CancelAsync().ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync()
    {
        // A sink that ignores its token may still hold it, so the source is cancelled, not disposed.
        _abandoned.Cancel();
        lock (_lock)
        {
            _mailboxes.ForEach(mailbox => _ = mailbox.DrainAsync());
        }

        return ValueTask.CompletedTask;
    }

    sealed class Mailbox
    {
        readonly Channel<ImportProgress> _latest = Channel.CreateBounded<ImportProgress>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

        readonly Task _loop;

        public Mailbox(IProgressSink sink, ILogger logger, CancellationToken abandoned) =>
            _loop = Task.Run(() => DeliverAsync(sink, logger, abandoned), CancellationToken.None);

        public void Post(ImportProgress progress) => _latest.Writer.TryWrite(progress);

        public Task DrainAsync()
        {
            _latest.Writer.TryComplete();
            return _loop;
        }

        async Task DeliverAsync(IProgressSink sink, ILogger logger, CancellationToken abandoned)
        {
            await foreach (ImportProgress progress in _latest.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                // Nobody waits any more, but how it ended every sink is told, whenever it has time.
                bool isTerminal = progress.Result is not null;
                if (abandoned.IsCancellationRequested && !isTerminal)
                {
                    continue;
                }

                try
                {
                    await sink.ReportAsync(progress, isTerminal ? CancellationToken.None : abandoned).ConfigureAwait(false);
                }
                catch (Exception error) when (error is not OutOfMemoryException)
                {
                    Log.SinkFailed(logger, sink.GetType().Name, error.GetType().Name);
                    Log.SinkFailedDetail(logger, sink.GetType().Name, error);
                }
            }
        }
    }
}
