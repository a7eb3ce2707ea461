using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HistoryImport.Media;

/// <summary>Goes on with what is left over, if the host says so.</summary>
sealed class MediaBackground(MediaWork work, FileDesk desk, HistoryMediaOptions options, TimeProvider time, ILogger<MediaBackground> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.RunInBackground)
        {
            return;
        }

        if (!desk.IsThere)
        {
            Log.NoLedger(logger);
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await work.RunAsync(stoppingToken).ConfigureAwait(false);
                await Task.Delay(options.BackgroundInterval, time, stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                // The database is away, or a part of the host's fails: no reason for the host to stop. Nothing is lost by trying again.
                Log.BackgroundFailed(logger, error is HistoryStorageException ? error.Message : error.GetType().Name);
                await Task.Delay(options.BackgroundInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
