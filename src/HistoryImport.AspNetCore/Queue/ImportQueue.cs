using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HistoryImport.AspNetCore;

/// <summary>The queue, and those who work it off. What a shutdown interrupts stays in the book, and is begun again by whoever starts.</summary>
sealed class ImportQueue(IHistoryImporter importer, QueueBook book, ImportsOptions options, TimeProvider time, ILogger logger) : BackgroundService, IImportQueue
{
    static readonly TimeSpan _pause = TimeSpan.FromSeconds(10);

    readonly Channel<ConnectionKey> _due = Channel.CreateUnbounded<ConnectionKey>();
    readonly Lock _lock = new();

    // Whose imports somebody here works off, and whether more came meanwhile.
    readonly Dictionary<ConnectionKey, bool> _busy = [];

    public async ValueTask<bool> TryEnqueueAsync(ImportRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        await CheckAsync(request).ConfigureAwait(false);
        var asked = new QueuedImport(Guid.NewGuid(), request);
        await book.RememberAsync(request.Connection, cancellationToken).ConfigureAwait(false);
        bool isKept = await book.ChangeAsync(
            request.Connection,
            jobs =>
            {
                // One that runs meanwhile does not end this one: they differ in their ids.
                int same = jobs.FindIndex(job => job.IsFor(request.Chats));
                if (same >= 0)
                {
                    jobs[same] = asked;
                }
                else if (jobs.Count < options.MaxQueued)
                {
                    jobs.Add(asked);
                }
                else
                {
                    return false;
                }

                return true;
            },
            cancellationToken).ConfigureAwait(false);

        // Somebody may have worked off all there was in between.
        await book.RememberAsync(request.Connection, cancellationToken).ConfigureAwait(false);
        Wake(request.Connection);
        return isKept;
    }

    public async ValueTask<IReadOnlyList<ImportRequest>> ListAsync(ConnectionKey connection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return [.. (await book.ReadAsync(connection, cancellationToken).ConfigureAwait(false)).Select(job => job.Request)];
    }

    public async ValueTask<bool> CancelAsync(ConnectionKey connection, IReadOnlyList<Jid>? chats = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        bool wasQueued = await book.ChangeAsync(connection, jobs => jobs.RemoveAll(job => job.IsFor(chats ?? [])) > 0, cancellationToken).ConfigureAwait(false);
        return await importer.CancelAsync(connection, chats, cancellationToken).ConfigureAwait(false) || wasQueued;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Task[] workers = [.. Enumerable.Range(0, options.MaxParallel).Select(_ => Task.Run(() => WorkAsync(stoppingToken), stoppingToken))];
        await ResumeAsync(stoppingToken).ConfigureAwait(false);
        await Task.WhenAll(workers).ConfigureAwait(false);
    }

    // A database that is away when the host starts comes back.
    async Task ResumeAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                foreach (ConnectionKey connection in await book.ListConnectionsAsync(stoppingToken).ConfigureAwait(false))
                {
                    Wake(connection);
                }

                return;
            }
            catch (Exception error) when (error is not (OutOfMemoryException or OperationCanceledException))
            {
                Log.QueueFailed(logger, error.GetType().Name);
                await Task.Delay(_pause, time, stoppingToken).ConfigureAwait(false);
            }
        }
    }

    void Wake(ConnectionKey connection)
    {
        lock (_lock)
        {
            if (!_busy.TryAdd(connection, false))
            {
                _busy[connection] = true;
                return;
            }
        }

        _due.Writer.TryWrite(connection);
    }

    async Task WorkAsync(CancellationToken stoppingToken)
    {
        await foreach (ConnectionKey connection in _due.Reader.ReadAllAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                await WorkOffAsync(connection, stoppingToken).ConfigureAwait(false);
            }
            catch (Exception error) when (error is not OutOfMemoryException && !stoppingToken.IsCancellationRequested)
            {
                Log.QueueFailed(logger, error.GetType().Name);
                await Task.Delay(_pause, time, stoppingToken).ConfigureAwait(false);
                _due.Writer.TryWrite(connection);
            }
        }
    }

    async Task WorkOffAsync(ConnectionKey connection, CancellationToken stoppingToken)
    {
        do
        {
            while (await book.ReadAsync(connection, stoppingToken).ConfigureAwait(false) is [var job, ..])
            {
                if (await TryRunAsync(job.Request, stoppingToken).ConfigureAwait(false))
                {
                    await book.ChangeAsync(connection, jobs => jobs.RemoveAll(known => known.Id == job.Id) > 0, stoppingToken).ConfigureAwait(false);
                }
                else
                {
                    await Task.Delay(_pause, time, stoppingToken).ConfigureAwait(false);
                }
            }

            await book.ForgetAsync(connection, stoppingToken).ConfigureAwait(false);
        }
        while (!TryLeave(connection));
    }

    // What came while the last one ended is worked off, too, by the same one.
    bool TryLeave(ConnectionKey connection)
    {
        lock (_lock)
        {
            if (_busy[connection])
            {
                _busy[connection] = false;
                return false;
            }

            return _busy.Remove(connection);
        }
    }

    // How it ended is in its status.
    async Task<bool> TryRunAsync(ImportRequest request, CancellationToken stoppingToken)
    {
        try
        {
            ImportResult result = await importer.ImportAsync(request, stoppingToken).ConfigureAwait(false);
            return result is not ({ Outcome: ImportOutcome.Failed, IsTransient: true } or { Outcome: ImportOutcome.LeaseLost });
        }
        catch (ArgumentException error)
        {
            // An older version took what this one does not.
            Log.ImportDropped(logger, request.Connection, error.Message);
            return true;
        }
    }

    // What contradicts itself is refused now, and not when nobody listens any more: a run that is cancelled before it begins is only checked.
    async ValueTask CheckAsync(ImportRequest request)
    {
        try
        {
            await importer.ImportAsync(request, new CancellationToken(canceled: true)).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Then it is right.
        }
    }
}
