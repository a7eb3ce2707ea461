using Microsoft.Extensions.Logging;

namespace HistoryImport.Media;

/// <summary>An inbox that looks, where somebody waits for a file, whether what arrives tells a fresher path to it.</summary>
sealed class MediaInbox(IHistoryInbox inner, FileDesk desk, TimeProvider time, ILogger<MediaInbox> logger) : IHistoryInbox
{
    const int Page = 500;

    public async ValueTask ReceiveAsync(ConnectionKey connection, HistorySet set, CancellationToken cancellationToken = default)
    {
        await inner.ReceiveAsync(connection, set, cancellationToken).ConfigureAwait(false);
        try
        {
            // Whoever imports and asks for no media pays for one look.
            if (desk.IsThere && await desk.Ledger.HasOpenAsync(connection, cancellationToken).ConfigureAwait(false))
            {
                await TellAsync(connection, set, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (HistoryStorageException error)
        {
            // What was received is kept; whoever asks for the media tells its path once more.
            Log.PathsNotTold(logger, connection, error.Message);
        }
    }

    public ValueTask ForgetAsync(ConnectionKey connection, CancellationToken cancellationToken = default) => inner.ForgetAsync(connection, cancellationToken);

    async ValueTask TellAsync(ConnectionKey connection, HistorySet set, CancellationToken cancellationToken)
    {
        IEnumerable<MediaDescriptor> told = set.Messages.Select(message => message.Content?.Media).OfType<MediaDescriptor>().Where(media => media.DirectPath is not null || media.Id is not null);
        foreach (MediaDescriptor[] part in told.Chunk(Page))
        {
            ILookup<string, MediaDescriptor> byFile = part.Select(media => (Id: MediaFileId.Of(media), Media: media)).Where(one => one.Id is not null)
                .ToLookup(one => one.Id!, one => one.Media);
            foreach (MediaFile file in await desk.Ledger.FindAsync(connection, [.. byFile.Select(one => one.Key)], cancellationToken).ConfigureAwait(false))
            {
                await desk.ChangeAsync(
                    connection,
                    file,
                    one => byFile[one.Id].Aggregate(one, (known, media) => MediaRules.Told(known, media.DirectPath, media.Id, time.GetUtcNow())),
                    cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
