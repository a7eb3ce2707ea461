using Npgsql;

namespace HistoryImport.PostgreSql;

/// <summary>Reads the rows of messages that have media.</summary>
static class MediaRows
{
    public static async ValueTask<IReadOnlyList<MediaMessage>> FindAsync(
        DbSession session, long connection, IReadOnlyList<MessageKey> keys, CancellationToken cancellationToken) =>
        await Keys(session.Get(MediaSql.FindMessages).Add(connection), keys)
            .ListAsync(row => Message(row, keys[(int)row.GetInt64(0)].Chat), cancellationToken).ConfigureAwait(false);

    public static async ValueTask<IReadOnlyList<MediaMessage>> ListAsync(
        DbSession session, long connection, MediaQuery query, CancellationToken cancellationToken)
    {
        Dictionary<string, long> chats = await KeyLookup.FindChatsAsync(session, connection, query.Chats, cancellationToken).ConfigureAwait(false);
        var found = new List<MediaMessage>();
        foreach (Jid chat in query.Chats.Distinct())
        {
            if (chats.TryGetValue(chat.Value, out long number))
            {
                await session.Get(MediaSql.ListMessages).Add(number).Add(query.From).Add(query.To)
                    .Add(query.After is { } after ? chat.CompareTo(after.Key.Chat) : (long?)null).Add(query.After?.Timestamp)
                    .Add(query.After?.Key.Id).Add(query.After?.Key.FromMe is true).Add(query.After?.Key.Sender.Value).Add((long)query.Count)
                    .EachAsync(row => found.Add(Message(row, chat)), cancellationToken).ConfigureAwait(false);
            }
        }

        return MediaFileColumn.Page(found, query.Count);
    }

    /// <summary>Adds what tells messages as parameters.</summary>
    public static Statement Keys(Statement statement, IReadOnlyList<MessageKey> keys) => statement
        .Add([.. keys.Select(key => (string?)key.Chat.Value)]).Add([.. keys.Select(key => (string?)key.Id)])
        .Add([.. keys.Select(key => (bool?)key.FromMe)]).Add([.. keys.Select(key => (string?)key.Sender.Value)]);

    static MediaMessage Message(NpgsqlDataReader row, Jid chat)
    {
        MediaDescriptor? media = row.IsDBNull(6) ? null : MediaColumn.Read(row.GetString(6));
        return new MediaMessage
        {
            Key = new MessageKey(chat, JidColumn.Read(row.GetString(3)), row.GetBoolean(2), row.GetString(1)),
            Timestamp = row.IsDBNull(4) ? null : row.GetInt64(4),
            Kind = KindColumn.Kind(row.GetString(5)),
            Media = MediaFileColumn.Descriptor(media, Text(row, 7)),
            WireChat = Text(row, 8),
            Raw = row.IsDBNull(9) ? default : RawColumn.Read(row.GetFieldValue<byte[]>(9), row.GetString(10), media),
        };
    }

    static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
