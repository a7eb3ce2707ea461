using Npgsql;

namespace HistoryImport.PostgreSql;

/// <summary>Tells what is there already.</summary>
static class MessageReader
{
    public static async ValueTask<List<ExistingMessage>> FindAsync(
        Session session, ConnectionKey connection, WantedKeys wanted, CancellationToken cancellationToken)
    {
        var found = new List<ExistingMessage>();
        await session.Get(MessageSql.Find).Add(connection.Tenant).Add(connection.Connection).Add(wanted.Chats).Add(wanted.Ids)
            .EachAsync(answer => Read(answer, wanted, found), cancellationToken).ConfigureAwait(false);
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

    static void Read(NpgsqlDataReader answer, WantedKeys wanted, List<ExistingMessage> found)
    {
        if (answer.IsDBNull(0))
        {
            return;
        }

        int[] chats = answer.GetFieldValue<int[]>(0);
        string[] ids = answer.GetFieldValue<string[]>(1);
        bool[] fromMe = answer.GetFieldValue<bool[]>(2);
        string[] senders = answer.GetFieldValue<string[]>(3);
        byte[][] versions = answer.GetFieldValue<byte[][]>(4);
        long?[] timestamps = answer.GetFieldValue<long?[]>(5);
        short?[] statuses = answer.GetFieldValue<short?[]>(6);
        string?[] pushNames = answer.GetFieldValue<string?[]>(7);
        bool[] revoked = answer.GetFieldValue<bool[]>(8);
        string?[] wireChats = answer.GetFieldValue<string?[]>(9);
        found.EnsureCapacity(ids.Length);
        for (int i = 0; i < ids.Length; i++)
        {
            if (wanted.Find(chats[i] - 1, ids[i], fromMe[i], senders[i]) is { } key)
            {
                found.Add(new ExistingMessage
                {
                    Key = key,
                    Version = ContentVersion.FromBytes(versions[i]),
                    Timestamp = timestamps[i],
                    Status = (MessageStatus?)statuses[i],
                    PushName = pushNames[i],
                    IsRevoked = revoked[i],
                    WireChat = wireChats[i],
                });
            }
        }
    }

    static MessageAnchor Anchor(NpgsqlDataReader row, Dictionary<long, string> jids) => new(
        row.IsDBNull(4) ? jids[row.GetInt64(0)] : row.GetString(4), row.GetString(2), row.GetBoolean(3), row.GetInt64(1));
}
