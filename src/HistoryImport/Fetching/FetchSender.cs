using Microsoft.Extensions.Logging;

namespace HistoryImport;

/// <summary>Hands a request to the host's socket, and keeps whatever comes back of it.</summary>
sealed class FetchSender(IHistoryFetcher fetcher, IHistoryInbox inbox, HistoryImportOptions options, TimeProvider time, ILogger<FetchSender> logger)
{
    /// <returns><see langword="null"/> if the fetcher did not come back in time: what it sent may be answered all the same.</returns>
    public async ValueTask<FetchReply?> SendAsync(ConnectionKey connection, MessageAnchor anchor, CancellationToken cancellationToken)
    {
        var fetch = new FetchRequest
        {
            Connection = connection,
            Anchor = anchor,
            OldestMessageTime = options.AnchorTimeUnit == AnchorTimeUnit.Seconds ? anchor.Timestamp : anchor.Timestamp * 1000,
        };
        Log.Fetching(logger, connection, fetch.Count);
        using var over = new CancellationTokenSource(options.FetchTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        Task<FetchReply>? sending = null;
        try
        {
            sending = fetcher.FetchAsync(fetch, either.Token).AsTask();
            return await sending.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            _ = KeepLateAsync(connection, sending);
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Log.FetcherFailed(logger, connection, error.GetType().Name);
            Log.FetcherFailedDetail(logger, connection, error);
            return new FetchReply(FetchStatus.NotReady) { Reason = $"The fetcher failed ({error.GetType().Name})." };
        }
    }

    // WhatsApp sends a page once: what a gateway answers too late is history for the next import.
    async Task KeepLateAsync(ConnectionKey connection, Task<FetchReply>? sending)
    {
        try
        {
            if (sending is not null && await sending.ConfigureAwait(false) is { Set: { } set })
            {
                await KeepAsync(connection, set).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Log.FetcherFailedDetail(logger, connection, error);
        }
    }

    // Durable first, and imported like everything else. No longer cancellable: nobody sends it again.
    public ValueTask KeepAsync(ConnectionKey connection, HistorySet set) => inbox.ReceiveAsync(
        connection, set with { SyncType = set.SyncType ?? HistorySyncType.OnDemand }, CancellationToken.None);
}
