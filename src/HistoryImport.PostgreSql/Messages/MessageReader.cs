using Npgsql;

namespace HistoryImport.PostgreSql;

/// <summary>Tells what is there already.</summary>
static class MessageReader
{
    public static async ValueTask<List<ExistingMessage>> FindAsync(
        Session session, ConnectionKey connection, IReadOnlyList<MessageKey> keys, int from, int to, CancellationToken cancellationToken)
    {
        if (await KeyLookup.FindConnectionAsync(session, connection, cancellationToken).ConfigureAwait(false) is not { } number)
        {
            return [];
        }

        Dictionary<string, long> chats = await KeyLookup
            .FindChatsAsync(session, number, ChatsOf(keys, from, to), cancellationToken).ConfigureAwait(false);
        var wanted = new WantedKeys(keys, from, to, chats);
        if (wanted.Chats.Length == 0)
        {
            return [];
        }

        var version = new byte[ContentVersion.Length];
        var found = new List<ExistingMessage>();
        await session.Get(MessageSql.Find).Add(wanted.Chats).Add(wanted.Ids).EachAsync(
            row =>
            {
                // The same id may be somebody else's, too.
                if (wanted.Find(row.GetInt64(0), row.GetString(1), row.GetBoolean(2), row.GetString(3)) is { } key)
                {
                    found.Add(Existing(row, key, version));
                }
            },
            cancellationToken).ConfigureAwait(false);
        return found;
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

    static IEnumerable<Jid> ChatsOf(IReadOnlyList<MessageKey> keys, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            yield return keys[i].Chat;
        }
    }

    static ExistingMessage Existing(NpgsqlDataReader row, MessageKey key, byte[] version)
    {
        row.GetBytes(4, 0, version, 0, version.Length);
        return new ExistingMessage
        {
            Key = key,
            Version = ContentVersion.FromBytes(version),
            Timestamp = row.IsDBNull(5) ? null : row.GetInt64(5),
            Status = row.IsDBNull(6) ? null : (MessageStatus)row.GetInt16(6),
            PushName = row.IsDBNull(7) ? null : row.GetString(7),
            IsRevoked = row.GetBoolean(8),
            WireChat = row.IsDBNull(9) ? null : row.GetString(9),
        };
    }

    static MessageAnchor Anchor(NpgsqlDataReader row, Dictionary<long, string> jids) => new(
        row.IsDBNull(4) ? jids[row.GetInt64(0)] : row.GetString(4), row.GetString(2), row.GetBoolean(3), row.GetInt64(1));
}
