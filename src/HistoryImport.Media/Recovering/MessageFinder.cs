namespace HistoryImport.Media;

/// <summary>Finds the messages an order means, under whichever JID their chats are kept.</summary>
sealed class MessageFinder(FileDesk desk, IMessageCache cache)
{
    const int Page = 500;

    /// <summary>Finds messages by keys; those that are not there under a key are looked for under the other JIDs of who is in it.</summary>
    public async ValueTask<(IReadOnlyList<MediaMessage> Found, IReadOnlyList<MessageKey> Missing)> FindAsync(
        ConnectionKey connection, IReadOnlyCollection<MessageKey> keys, CancellationToken cancellationToken)
    {
        var found = new List<MediaMessage>();
        var missing = new List<MessageKey>();
        foreach (MessageKey[] part in keys.Distinct().Chunk(Page))
        {
            IReadOnlyList<MediaMessage> here = await desk.Ledger.FindMessagesAsync(connection, part, cancellationToken).ConfigureAwait(false);
            Dictionary<MessageKey, MediaMessage> known = here.ToDictionary(message => message.Key);
            foreach (MessageKey key in part)
            {
                MediaMessage? message = known.GetValueOrDefault(key) ?? await FindMovedAsync(connection, key, cancellationToken).ConfigureAwait(false);
                if (message is null)
                {
                    missing.Add(key);
                }
                else
                {
                    found.Add(message);
                }
            }
        }

        return (found, missing);
    }

    /// <summary>Lists messages of a chat, the newest first.</summary>
    public async ValueTask<IReadOnlyList<MediaMessage>> ListAsync(ConnectionKey connection, MediaOrder order, CancellationToken cancellationToken)
    {
        var query = new MediaQuery
        {
            Chats = await AliasesAsync(connection, order.Chat, cancellationToken).ConfigureAwait(false),
            From = order.From?.ToUnixTimeSeconds(),
            To = order.To?.ToUnixTimeSeconds(),
        };
        var found = new List<MediaMessage>();
        while (found.Count < order.MaxMessages)
        {
            IReadOnlyList<MediaMessage> page = await desk.Ledger.ListMessagesAsync(
                connection, query with { Count = Math.Min(Page, order.MaxMessages - found.Count) }, cancellationToken).ConfigureAwait(false);
            if (page.Count == 0)
            {
                break;
            }

            found.AddRange(page);
            query = query with { After = page[^1] };
        }

        return found;
    }

    async ValueTask<MediaMessage?> FindMovedAsync(ConnectionKey connection, MessageKey key, CancellationToken cancellationToken)
    {
        IReadOnlyCollection<Jid> chats = await AliasesAsync(connection, key.Chat, cancellationToken).ConfigureAwait(false);
        IReadOnlyCollection<Jid> senders = await AliasesAsync(connection, key.Sender, cancellationToken).ConfigureAwait(false);
        MessageKey[] others = [.. from chat in chats from sender in senders let other = key with { Chat = chat, Sender = sender } where other != key select other];
        return others.Length > 0 && await desk.Ledger.FindMessagesAsync(connection, others, cancellationToken).ConfigureAwait(false) is [var found, ..] ? found : null;
    }

    async ValueTask<IReadOnlyCollection<Jid>> AliasesAsync(ConnectionKey connection, Jid jid, CancellationToken cancellationToken) => jid.IsPerson
        ? (await cache.FindAliasesAsync(connection, [jid], cancellationToken).ConfigureAwait(false)).AliasesOf(jid)
        : [jid];
}
