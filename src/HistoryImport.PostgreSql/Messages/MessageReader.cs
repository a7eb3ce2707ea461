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
        var wanted = new WantedRows(items, places);
        List<ExistingMessage> found = await ListAsync(
            Ask(session, MessageSql.FindInTime, connection, wanted).Add([.. wanted.Chats.Select(chat => chat.First)])
                .Add([.. wanted.Chats.Select(chat => chat.Last)]).Add([.. wanted.Chats.Select(chat => chat.Most)]), wanted, cancellationToken).ConfigureAwait(false);
        return wanted.Rest() is { Length: > 0 } rest
            ? [.. found, .. await LookUpAsync(session, connection, items, rest, cancellationToken).ConfigureAwait(false)]
            : found;
    }

    /// <summary>Looks for rows by their keys, whatever their time.</summary>
    public static async ValueTask<List<ExistingMessage>> LookUpAsync(
        Session session, ConnectionKey connection, IReadOnlyList<MessageUpsert> items, ReadOnlyMemory<int> places, CancellationToken cancellationToken)
    {
        var wanted = new WantedRows(items, places);
        return await ListAsync(
            Ask(session, MessageSql.Find, connection, wanted).Add([.. wanted.Chats.Select(chat => chat.Ids)]), wanted, cancellationToken).ConfigureAwait(false);
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

    static Statement Ask(Session session, string sql, ConnectionKey connection, WantedRows wanted) =>
        session.Get(sql).Add(connection.Tenant).Add(connection.Connection).Add([.. wanted.Chats.Select(chat => chat.Chat.Value)]);

    static async ValueTask<List<ExistingMessage>> ListAsync(Statement question, WantedRows wanted, CancellationToken cancellationToken)
    {
        var found = new List<ExistingMessage>();
        await question.EachAsync(answer => FoundRows.Read(answer, wanted, found), cancellationToken).ConfigureAwait(false);
        return found;
    }

    static MessageAnchor Anchor(NpgsqlDataReader row, Dictionary<long, string> jids) => new(
        row.IsDBNull(4) ? jids[row.GetInt64(0)] : row.GetString(4), row.GetString(2), row.GetBoolean(3), row.GetInt64(1));
}
