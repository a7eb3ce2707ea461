namespace HistoryImport.Cli;

/// <summary>Waits for a database that cannot be reached, but not for long: whoever typed its address wrong wants to hear of it.</summary>
static class Reaching
{
    static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(250);

    /// <returns>Why it cannot be reached; <see langword="null"/> if it can.</returns>
    public static async Task<string?> TryAsync(IStoreAddress store, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        over.CancelAfter(patience);
        string? reason = $"The database did not answer within {patience.TotalSeconds:0} s. Check its address, or set --connect-timeout.";
        while (true)
        {
            try
            {
                // A server that takes the call and says nothing holds up whoever waits for it to hang up.
                await store.GetConnectionsAsync(over.Token).AsTask().WaitAsync(over.Token).ConfigureAwait(false);
                return null;
            }
            catch (HistoryStorageException error) when (error.IsTransient)
            {
                reason = error.Message;
            }
            catch (HistoryStorageException)
            {
                // There is one, and it says the rest itself.
                return null;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return reason;
            }

            await Task.Delay(_pause, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            if (over.IsCancellationRequested)
            {
                return reason;
            }
        }
    }
}
