using Npgsql;

namespace HistoryImport.PostgreSql;

/// <summary>Tells what is there already.</summary>
static class MessageReader
{
    /// <summary>Looks among the rows of the time the items are of, then for those that may be of another.</summary>
    /// <remarks>What is missed because its row is of another time is found when it is written.</remarks>
    public static async ValueTask<List<ExistingMessage>> FindAsync(
        Session session, ConnectionKey connection, IReadOnlyList<MessageUpsert> items, ReadOnlyMemory<int> places, CancellationToken cancellationToken)
    {
        var found = new List<ExistingMessage>(places.Length);
        var wanted = new WantedRows(items, places);
        await Ask(MessageSql.FindInTime, wanted).Add([.. wanted.Chats.Select(chat => chat.First)]).Add([.. wanted.Chats.Select(chat => chat.Last)])
            .Add([.. wanted.Chats.Select(chat => chat.Most)]).EachAsync(answer => FoundRows.Read(answer, wanted, found), cancellationToken).ConfigureAwait(false);
        if (wanted.Rest() is { Length: > 0 } rest)
        {
            wanted = new WantedRows(items, rest);
            await Ask(MessageSql.Find, wanted).Add([.. wanted.Chats.Select(chat => chat.Ids)])
                .EachAsync(answer => FoundRows.Read(answer, wanted, found), cancellationToken).ConfigureAwait(false);
        }

        return found;

        Statement Ask(string sql, WantedRows wanted) =>
            session.Get(sql).Add(connection.Tenant).Add(connection.Connection).Add([.. wanted.Chats.Select(chat => chat.Chat.Value)]);
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

    static MessageAnchor Anchor(NpgsqlDataReader row, Dictionary<long, string> jids) => new(
        row.IsDBNull(4) ? jids[row.GetInt64(0)] : row.GetString(4), row.GetString(2), row.GetBoolean(3), row.GetInt64(1));
}
