using System.Collections.Concurrent;

namespace HistoryImport.Media;

sealed class MediaRecovery(
    FileDesk desk, MessageFinder finder, MediaFetcher fetcher, PhoneDesk phone, MediaBudget budget, MediaRemover remover, HistoryMediaOptions options, TimeProvider time)
    : IMediaRecovery
{
    const int MaxMessages = 10_000;

    public async ValueTask<MediaResult> RecoverAsync(
        ConnectionKey connection, MediaOrder order, IProgress<MediaItem>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        Check(order);
        await remover.RemoveAsync(connection, cancellationToken).ConfigureAwait(false);
        (IReadOnlyList<MediaMessage> messages, IReadOnlyList<MessageKey> missing) = order.Chat.IsNone
            ? await finder.FindAsync(connection, order.Messages, cancellationToken).ConfigureAwait(false)
            : (await finder.ListAsync(connection, order, cancellationToken).ConfigureAwait(false), []);
        var items = new ItemBoard(messages, progress);
        List<(MediaMessage Message, MediaFile File)> files = await ReferAsync(connection, messages, items, cancellationToken).ConfigureAwait(false);
        if (!order.InBackground)
        {
            // Several messages may share a file; who asks about it is one of them: the last, for what it told is looked at last.
            await Parallel.ForEachAsync(
                files.AsEnumerable().Reverse().DistinctBy(one => one.File.Id).Reverse(),
                new ParallelOptions { MaxDegreeOfParallelism = Math.Max(options.MaxInFlight * 4, 16), CancellationToken = cancellationToken },
                async (one, token) => await RecoverAsync(connection, one.Message, one.File, order.AskPhone, items, token).ConfigureAwait(false)).ConfigureAwait(false);
        }

        return new MediaResult { Items = items.All, Missing = [.. missing, .. items.Gone] };
    }

    public async ValueTask<MediaResult> GetAsync(
        ConnectionKey connection, IReadOnlyCollection<MessageKey> messages, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(messages);
        (IReadOnlyList<MediaMessage> found, IReadOnlyList<MessageKey> missing) = await finder.FindAsync(connection, messages, cancellationToken).ConfigureAwait(false);
        string[] ids = [.. found.Select(message => MediaFileId.Of(message.Media)).OfType<string>().Distinct()];
        Dictionary<string, MediaFile> files = (await desk.Ledger.FindAsync(connection, ids, cancellationToken).ConfigureAwait(false))
            .ToDictionary(file => file.Id, StringComparer.Ordinal);
        var items = new ItemBoard(found, null);
        foreach (MediaMessage message in found)
        {
            // What nobody asked for yet is as it would begin.
            MediaFile? file = MediaFileId.Of(message.Media) is { } id && files.TryGetValue(id, out MediaFile? known)
                ? known
                : MediaRules.Fresh(message, options, time.GetUtcNow()) is { } fresh ? fresh with { Since = default, DueAt = null } : null;
            items.Show(message, file);
        }

        return new MediaResult { Items = items.All, Missing = missing };
    }

    async ValueTask<List<(MediaMessage Message, MediaFile File)>> ReferAsync(
        ConnectionKey connection, IReadOnlyList<MediaMessage> messages, ItemBoard items, CancellationToken cancellationToken)
    {
        var files = new List<(MediaMessage, MediaFile)>();
        foreach (MediaMessage[] part in messages.Chunk(500))
        {
            DateTimeOffset now = time.GetUtcNow();
            (MediaMessage Message, MediaFile? Fresh)[] wanted = [.. part.Select(message => (message, MediaRules.Fresh(message, options, now)))];
            (MediaMessage Message, MediaFile Fresh)[] known = [.. wanted.Where(one => one.Fresh is not null).Select(one => (one.Message, one.Fresh!))];
            Array.ForEach([.. wanted.Where(one => one.Fresh is null)], one => items.Show(one.Message, null));
            IReadOnlyList<MediaFile?> referred = await desk.Ledger.ReferAsync(
                connection, [.. known.Select(one => new MediaReference(one.Message.Key, one.Fresh))], cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < known.Length; i++)
            {
                if (referred[i] is not { } file || await RenewAsync(connection, file, known[i].Message, known[i].Fresh, cancellationToken).ConfigureAwait(false) is not { } renewed)
                {
                    items.Lose(known[i].Message);
                    continue;
                }

                // Those before may have been shown as the file stood before this one told of it.
                items.Show(known[i].Message, renewed);
                items.Show(renewed.Id, renewed);
                files.Add((known[i].Message, renewed));
            }
        }

        return files;
    }

    // Another message may have told of it first, with another path; and what was refused may be allowed by now.
    ValueTask<MediaFile?> RenewAsync(
        ConnectionKey connection, MediaFile file, MediaMessage message, MediaFile fresh, CancellationToken cancellationToken) => desk.ChangeAsync(
        connection,
        file,
        one =>
        {
            MediaFile told = MediaRules.Told(MediaRules.ToldAnew(one, fresh, time.GetUtcNow()), message.Media.DirectPath, message.Media.Id, time.GetUtcNow());
            return told.State == MediaState.Refused && MediaRules.Judged(told, options, time.GetUtcNow()) is { State: not MediaState.Refused } judged ? judged : told;
        },
        cancellationToken);

    async ValueTask RecoverAsync(
        ConnectionKey connection, MediaMessage message, MediaFile file, bool askPhone, ItemBoard items, CancellationToken cancellationToken)
    {
        MediaFile? known = await FetchAsync(connection, message, file, items, cancellationToken).ConfigureAwait(false);
        if (askPhone && known is { State: MediaState.Expired or MediaState.Pending or MediaState.Requested })
        {
            MediaFile? asked = await phone.AskAsync(connection, message, known, cancellationToken).ConfigureAwait(false);
            items.Show(file.Id, asked);
            if (asked is { State: MediaState.Available })
            {
                await FetchAsync(connection, message, asked, items, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    async ValueTask<MediaFile?> FetchAsync(ConnectionKey connection, MediaMessage message, MediaFile file, ItemBoard items, CancellationToken cancellationToken)
    {
        if (MediaRules.Claimed(file, time.GetUtcNow(), options.LeaseDuration) is not { } claimed)
        {
            return file;
        }

        if (!await budget.TryTakeFileAsync(connection, message.Key.Chat, cancellationToken).ConfigureAwait(false))
        {
            MediaFile? waits = await desk.ChangeAsync(
                connection,
                file,
                one => one.State == MediaState.Available ? MediaRules.Available(one, MediaReason.BudgetUsed, time.GetUtcNow()) with { DueAt = time.GetUtcNow() + TimeSpan.FromMinutes(10) } : one,
                cancellationToken).ConfigureAwait(false);
            items.Show(file.Id, waits);
            return waits;
        }

        items.Show(file.Id, claimed);
        MediaFile? fetched = await fetcher.FetchAsync(connection, file, cancellationToken).ConfigureAwait(false);
        items.Show(file.Id, fetched);
        return fetched;
    }

    static void Check(MediaOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (order.Chat.IsNone == (order.Messages.Count == 0))
        {
            throw new ArgumentException("Name the messages, or a chat, and not both.", nameof(order));
        }

        if (order.MaxMessages is < 1 or > MaxMessages || order.Messages.Count > MaxMessages)
        {
            throw new ArgumentException($"An order is for 1 to {MaxMessages} messages. Make several of it.", nameof(order));
        }
    }
}
