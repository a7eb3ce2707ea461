namespace HistoryImport.Media;

/// <summary>The files of the store's ledger, and how they are changed: read, thought about, and written if nobody wrote in between.</summary>
sealed class FileDesk(IMessageStore store)
{
    IMediaLedger? _ledger;

    /// <exception cref="NotSupportedException">The store keeps none.</exception>
    public IMediaLedger Ledger => _ledger ??= store.MediaLedger ?? throw new NotSupportedException(
        "The IMessageStore in use keeps no media ledger (IMessageStore.MediaLedger), so media cannot be recovered. Use that of SQLite, PostgreSQL or EF Core, or implement IMediaLedger.");

    /// <summary>Gets whether there is one.</summary>
    public bool IsThere => store.MediaLedger is not null;

    public async ValueTask<MediaFile?> FindAsync(ConnectionKey connection, string file, CancellationToken cancellationToken) =>
        await Ledger.FindAsync(connection, [file], cancellationToken).ConfigureAwait(false) is [var found, ..] ? found : null;

    /// <summary>Changes a file, however often others are faster.</summary>
    /// <param name="connection">Whose file.</param>
    /// <param name="file">The file as it was read.</param>
    /// <param name="change">What is to become of it; the same object for nothing.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The file as it is then; <see langword="null"/> if it is gone.</returns>
    public async ValueTask<MediaFile?> ChangeAsync(
        ConnectionKey connection, MediaFile file, Func<MediaFile, MediaFile> change, CancellationToken cancellationToken)
    {
        MediaFile? known = file;
        while (known is not null)
        {
            MediaFile changed = change(known);
            if (ReferenceEquals(changed, known))
            {
                return known;
            }

            if (await Ledger.TryWriteAsync(connection, changed, cancellationToken).ConfigureAwait(false) is { } written)
            {
                return written;
            }

            known = await FindAsync(connection, file.Id, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }
}
