using Npgsql;

namespace HistoryImport.PostgreSql;

/// <summary>Tells what is there already.</summary>
static class MessageReader
{
    public static async ValueTask<IReadOnlyList<ExistingMessage>> FindAsync(
        Session session, ConnectionKey connection, IReadOnlyList<MessageKey> keys, CancellationToken cancellationToken)
    {
        if (await KeyLookup.FindConnectionAsync(session, connection, cancellationToken).ConfigureAwait(false) is not { } number)
        {
            return [];
        }

        Dictionary<string, long> chats = await KeyLookup
            .FindChatsAsync(session, number, keys.Select(key => key.Chat), cancellationToken).ConfigureAwait(false);
        List<MessageKey> asked = [.. keys.Where(key => chats.ContainsKey(key.Chat.Value))];
        if (asked.Count == 0)
        {
            return [];
        }

        return await session.Get(MessageSql.Find)
            .Add([.. asked.Select(key => chats[key.Chat.Value])])
            .Add([.. asked.Select(key => (string?)key.Id)])
            .Add([.. asked.Select(key => key.FromMe)])
            .Add([.. asked.Select(key => (string?)key.Sender.Value)])
            .ListAsync(row => Existing(row, asked), cancellationToken).ConfigureAwait(false);
    }

    public static async ValueTask<IReadOnlyList<MessageAnchor>> OldestAsync(
        Session session, ConnectionKey connection, IEnumerable<Jid> chats, int count, CancellationToken cancellationToken)
    {
        if (await KeyLookup.FindConnectionAsync(session, connection, cancellationToken).ConfigureAwait(false) is not { } number)
        {
            return [];
        }

        Dictionary<string, long> numbers = await KeyLookup.FindChatsAsync(session, number, chats, cancellationToken).ConfigureAwait(false);
        var jids = numbers.ToDictionary(chat => chat.Value, chat => chat.Key);
        List<MessageAnchor> anchors = await session.Get(MessageSql.Oldest).Add([.. jids.Keys]).Add((long)count)
            .ListAsync(row => Anchor(row, jids), cancellationToken).ConfigureAwait(false);
        return [.. anchors.OrderBy(anchor => anchor.Timestamp).Take(count)];
    }

    static ExistingMessage Existing(NpgsqlDataReader row, List<MessageKey> asked) => new()
    {
        Key = asked[(int)row.GetInt64(0)],
        Version = ContentVersion.FromBytes(row.GetFieldValue<byte[]>(1)),
        Timestamp = row.IsDBNull(2) ? null : row.GetInt64(2),
        Status = row.IsDBNull(3) ? null : (MessageStatus)row.GetInt16(3),
        PushName = row.IsDBNull(4) ? null : row.GetString(4),
        IsRevoked = row.GetBoolean(5),
        WireChat = row.IsDBNull(6) ? null : row.GetString(6),
    };

    static MessageAnchor Anchor(NpgsqlDataReader row, Dictionary<long, string> jids) => new(
        row.IsDBNull(4) ? jids[row.GetInt64(0)] : row.GetString(4), row.GetString(2), row.GetBoolean(3), row.GetInt64(1));
}
