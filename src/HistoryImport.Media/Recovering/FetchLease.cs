namespace HistoryImport.Media;

/// <summary>Says, as long as a file is fetched, that it is: so that nobody else begins with it.</summary>
sealed class FetchLease : IAsyncDisposable
{
    readonly CancellationTokenSource _end = new();
    readonly CancellationTokenSource _lost = new();
    readonly Task _renewing;

    public FetchLease(FileDesk desk, ConnectionKey connection, MediaFile file, TimeSpan duration, TimeProvider time) =>
        _renewing = RenewAsync(desk, connection, file, duration, time);

    /// <summary>Gets what is cancelled when the file is gone, or somebody else's.</summary>
    public CancellationToken Lost => _lost.Token;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _renewing.ConfigureAwait(false);
        _end.Dispose();
        _lost.Dispose();
    }

    async Task RenewAsync(FileDesk desk, ConnectionKey connection, MediaFile file, TimeSpan duration, TimeProvider time)
    {
        try
        {
            while (true)
            {
                await Task.Delay(duration / 3, time, _end.Token).ConfigureAwait(false);
                MediaFile? known = await desk.ChangeAsync(
                    connection,
                    file,
                    one => one.State == MediaState.Fetching && one.Since == file.Since ? one with { DueAt = time.GetUtcNow() + duration } : one,
                    _end.Token).ConfigureAwait(false);
                if (known is not { State: MediaState.Fetching } || known.Since != file.Since)
                {
                    await _lost.CancelAsync().ConfigureAwait(false);
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // It is over.
        }
        catch (HistoryStorageException)
        {
            // The database is away: the claim ends by itself, and what is told last finds out.
        }
    }
}
