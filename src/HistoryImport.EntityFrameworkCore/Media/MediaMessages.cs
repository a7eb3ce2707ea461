using Microsoft.EntityFrameworkCore;

namespace HistoryImport.EntityFrameworkCore;

/// <summary>Reads the rows of messages that have media.</summary>
static class MediaMessages
{
    const string HasMedia = "NOT found.revoked AND (found.media IS NOT NULL OR found.media_id IS NOT NULL)";

    static readonly Column<(MessageKey Key, long Chat)>[] _keys =
    [
        new("chat_id", ColumnType.Number, one => one.Chat), new("id", ColumnType.Text, one => one.Key.Id),
        new("from_me", ColumnType.Flag, one => one.Key.FromMe), new("sender", ColumnType.Text, one => one.Key.Sender.Value),
    ];

    public static async Task<IReadOnlyList<MediaMessage>> FindAsync(Session session, long connection, IEnumerable<MessageKey> keys)
    {
        MessageKey[] all = [.. keys.Distinct()];
        Dictionary<Jid, long> chats = await ChatsAsync(session, connection, all.Select(key => key.Chat)).ConfigureAwait(false);
        (MessageKey, long)[] wanted = [.. all.Where(key => chats.ContainsKey(key.Chat)).Select(key => (key, chats[key.Chat]))];
        if (wanted.Length == 0)
        {
            return [];
        }

        CommandText command = session.NewCommand();
        List<StoredMessage> rows = await session.EntitiesAsync<StoredMessage>(
            $"""
            SELECT found.* FROM {session.Dialect.Rows(command, "wanted", wanted, _keys)} CROSS JOIN {session.Tables.Messages} AS found
            WHERE found.chat_id = wanted.chat_id AND found.id = wanted.id AND found.from_me = wanted.from_me AND found.sender = wanted.sender AND {HasMedia}
            """,
            command).ConfigureAwait(false);
        var jids = chats.ToDictionary(chat => chat.Value, chat => chat.Key);
        return rows.ConvertAll(row => Message(row, jids[row.ChatId]));
    }

    public static async Task<IReadOnlyList<MediaMessage>> ListAsync(Session session, long connection, MediaQuery query)
    {
        var found = new List<MediaMessage>();
        foreach ((Jid chat, long number) in await ChatsAsync(session, connection, query.Chats).ConfigureAwait(false))
        {
            CommandText command = session.NewCommand();
            string order = $"found.id COLLATE \"{session.Dialect.ByteOrder}\", found.from_me, found.sender COLLATE \"{session.Dialect.ByteOrder}\"";
            List<StoredMessage> rows = await session.EntitiesAsync<StoredMessage>(
                $"""
                SELECT found.* FROM {session.Tables.Messages} AS found
                WHERE found.chat_id = {command.Add(number)} AND {HasMedia} AND {Window(command, query)} AND {Behind(command, query.After, chat, order)}
                ORDER BY found.timestamp DESC NULLS LAST, {order} LIMIT {command.Add(query.Count)}
                """,
                command).ConfigureAwait(false);
            found.AddRange(rows.Select(row => Message(row, chat)));
        }

        return MediaFileColumn.Page(found, query.Count);
    }

    static async Task<Dictionary<Jid, long>> ChatsAsync(Session session, long connection, IEnumerable<Jid> chats)
    {
        string[] jids = [.. chats.Select(chat => chat.Value).Distinct()];
        return await session.Context.Set<StoredChat>().AsNoTracking().Where(chat => chat.ConnectionId == connection && jids.Contains(chat.Jid))
            .ToDictionaryAsync(chat => JidColumn.Read(chat.Jid), chat => chat.ChatId, session.CancellationToken).ConfigureAwait(false);
    }

    static string Window(CommandText command, MediaQuery query) =>
        (query.From is { } from ? $"found.timestamp >= {command.Add(from)}" : "true") + (query.To is { } to ? $" AND found.timestamp <= {command.Add(to)}" : "");

    /// <summary>Gets the condition that a message of a chat comes behind another in the list, whichever chat that is of.</summary>
    static string Behind(CommandText command, MediaMessage? after, Jid chat, string order)
    {
        if (after is null)
        {
            return "true";
        }

        string later = chat.CompareTo(after.Key.Chat) switch
        {
            < 0 => "false",
            > 0 => "true",
            _ => $"({order}) > ({command.Add(after.Key.Id)}, {command.Add(after.Key.FromMe)}, {command.Add(after.Key.Sender.Value)})",
        };
        if (after.Timestamp is not { } timestamp)
        {
            return $"found.timestamp IS NULL AND {later}";
        }

        string time = command.Add(timestamp);
        return $"(found.timestamp < {time} OR found.timestamp IS NULL OR found.timestamp = {time} AND {later})";
    }

    static MediaMessage Message(StoredMessage row, Jid chat)
    {
        MediaDescriptor? media = row.Media is null ? null : MediaColumn.Read(row.Media);
        return new MediaMessage
        {
            Key = new MessageKey(chat, JidColumn.Read(row.Sender), row.FromMe, row.Id),
            Timestamp = row.Timestamp,
            Kind = KindColumn.Kind(row.Kind),
            Media = MediaFileColumn.Descriptor(media, row.MediaId),
            WireChat = row.WireChat,
            Raw = RawColumn.Read(row.Raw, row.Body, media),
        };
    }
}
