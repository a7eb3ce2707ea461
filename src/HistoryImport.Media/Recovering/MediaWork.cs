using Microsoft.Extensions.Logging;

namespace HistoryImport.Media;

/// <summary>Does what is due: files that wait, claims of dead processes, answers that did not come, and files to remove. It asks no phone.</summary>
sealed class MediaWork(
    FileDesk desk, TemporaryFiles temporary, MediaFetcher fetcher, PhoneDesk phone, MediaBudget budget, MediaRemover remover, HistoryMediaOptions options, TimeProvider time, ILogger<MediaWork> logger)
{
    const int Page = 50;

    /// <summary>Does all that is due now.</summary>
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        temporary.Sweep();
        foreach (ConnectionKey connection in await desk.Ledger.ListConnectionsAsync(time.GetUtcNow(), cancellationToken).ConfigureAwait(false))
        {
            try
            {
                await RunAsync(connection, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                // One connection keeps no other waiting.
                Log.WorkFailed(logger, connection, error is HistoryStorageException ? error.Message : error.GetType().Name);
            }
        }
    }

    async ValueTask RunAsync(ConnectionKey connection, CancellationToken cancellationToken)
    {
        await remover.RemoveAsync(connection, cancellationToken).ConfigureAwait(false);

        // What is done is no longer due; what another instance does meanwhile is not, either.
        while (await desk.Ledger.ListDueAsync(connection, time.GetUtcNow(), Page, cancellationToken).ConfigureAwait(false) is { Count: > 0 } due)
        {
            bool goesOn = true;
            await Parallel.ForEachAsync(
                due,
                new ParallelOptions { MaxDegreeOfParallelism = options.MaxInFlight, CancellationToken = cancellationToken },
                async (file, token) =>
                {
                    if (!await TryDoAsync(connection, file, token).ConfigureAwait(false))
                    {
                        Volatile.Write(ref goesOn, false);
                    }
                }).ConfigureAwait(false);
            if (!goesOn)
            {
                return;
            }
        }
    }

    /// <returns>Whether there is budget for more.</returns>
    async ValueTask<bool> TryDoAsync(ConnectionKey connection, MediaFile file, CancellationToken cancellationToken)
    {
        if (file.State == MediaState.Requested)
        {
            await phone.SilentAsync(connection, file, cancellationToken).ConfigureAwait(false);
            return true;
        }

        if (file.State is not (MediaState.Available or MediaState.Fetching))
        {
            return true;
        }

        if (!await budget.TryTakeFileAsync(connection, default, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        await fetcher.FetchAsync(connection, file, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
