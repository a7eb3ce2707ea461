using Microsoft.Extensions.Logging;

namespace HistoryImport.Media;

/// <summary>Has the sink remove files that no message asks for any longer.</summary>
sealed class MediaRemover(FileDesk desk, IMediaSink sink, TimeProvider time, ILogger<MediaRemover> logger) : IErasedFiles
{
    const int Page = 200;

    /// <summary>Removes what is to be removed. A file that somebody may still be about to store is removed now, and once more later.</summary>
    public async ValueTask<bool> RemoveAsync(ConnectionKey connection, CancellationToken cancellationToken = default)
    {
        if (!desk.IsThere)
        {
            return true;
        }

        while (true)
        {
            IReadOnlyList<MediaRemoval> removals = await desk.Ledger.ListRemovalsAsync(connection, Page, cancellationToken).ConfigureAwait(false);
            var removed = new List<string>();
            foreach (MediaRemoval removal in removals)
            {
                if (await TryRemoveAsync(connection, removal.Name, cancellationToken).ConfigureAwait(false) && !(removal.HeldUntil > time.GetUtcNow()))
                {
                    removed.Add(removal.Name);
                }
            }

            if (removed.Count > 0)
            {
                await desk.Ledger.RemovedAsync(connection, removed, cancellationToken).ConfigureAwait(false);
            }

            if (removals.Count < Page || removed.Count == 0)
            {
                return removals.Count == removed.Count;
            }
        }
    }

    async ValueTask<bool> TryRemoveAsync(ConnectionKey connection, string name, CancellationToken cancellationToken)
    {
        try
        {
            await sink.RemoveAsync(connection, name, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.NotRemoved(logger, connection, error.GetType().Name);
            return false;
        }
    }
}
