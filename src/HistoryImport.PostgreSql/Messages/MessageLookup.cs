using System.Runtime.InteropServices;
using Npgsql;

namespace HistoryImport.PostgreSql;

/// <summary>Tells what is there already.</summary>
static class MessageLookup
{
    /// <summary>Looks among the rows of the time the items are of, then for those that may say something else.</summary>
    /// <remarks>What is missed because its row is of another time is found when it is written.</remarks>
    public static async ValueTask<List<ExistingMessage>> FindAsync(
        DbSession session, ConnectionKey connection, IReadOnlyList<MessageUpsert> items, CancellationToken cancellationToken)
    {
        List<(Jid Chat, DigestSearch Search)> chats = ByChat(items);
        var same = new List<int>(items.Count);
        Statement question = session.Get(MessageSql.FindDigests).Add(connection.Tenant).Add(connection.Name)
            .Add([.. chats.Select(chat => chat.Chat.Value)]).Add([.. chats.Select(chat => chat.Search.First)])
            .Add([.. chats.Select(chat => chat.Search.Last)]).Add([.. chats.Select(chat => chat.Search.Most)]);
        await question.EachAsync(answer => Read(answer, chats, same), cancellationToken).ConfigureAwait(false);

        List<ExistingMessage> found = same.ConvertAll(place => ExistingMessage.Like(items[place], place));
        int[] rest = [.. chats.SelectMany(chat => chat.Search.Rest)];
        return rest.Length > 0 ? [.. found, .. await LookUpAsync(session, connection, items, rest, cancellationToken).ConfigureAwait(false)] : found;
    }

    /// <summary>Looks for rows by their keys, whatever their time.</summary>
    public static async ValueTask<List<ExistingMessage>> LookUpAsync(
        DbSession session, ConnectionKey connection, IReadOnlyList<MessageUpsert> items, int[] places, CancellationToken cancellationToken) =>
        await session.Get(MessageSql.Find).Add(connection.Tenant).Add(connection.Name)
            .Add([.. places.Select(place => (string?)items[place].Key.Chat.Value)])
            .Add([.. places.Select(place => (string?)items[place].Key.Id)])
            .Add([.. places.Select(place => items[place].Key.FromMe)])
            .Add([.. places.Select(place => (string?)items[place].Key.Sender.Value)])
            .ListAsync(row => Existing(row, places[row.GetInt64(0)]), cancellationToken).ConfigureAwait(false);

    public static async ValueTask<IReadOnlyList<MessageAnchor>> OldestAsync(
        DbSession session, ConnectionKey connection, IEnumerable<Jid> chats, int count, CancellationToken cancellationToken)
    {
        List<MessageAnchor> anchors = await KeyLookup.FindPrepared(session, connection, MessageSql.Oldest)
            .Add([.. chats.Select(chat => chat.Value).Distinct()]).Add((long)count)
            .ListAsync(Anchor, cancellationToken).ConfigureAwait(false);
        return [.. anchors.OrderBy(anchor => anchor.Timestamp).Take(count)];
    }

    static List<(Jid Chat, DigestSearch Search)> ByChat(IReadOnlyList<MessageUpsert> items)
    {
        var chats = new Dictionary<Jid, DigestSearch>();
        for (int i = 0; i < items.Count; i++)
        {
            ref DigestSearch? chat = ref CollectionsMarshal.GetValueRefOrAddDefault(chats, items[i].Key.Chat, out _);
            chat ??= new DigestSearch();
            chat.Add(items[i], i);
        }

        return [.. chats.Select(chat => (chat.Key, chat.Value))];
    }

    // One row of columns: an answer of many rows arrives in pieces, and waking up for each costs more than reading it.
    static void Read(NpgsqlDataReader answer, List<(Jid Chat, DigestSearch Search)> chats, List<int> same)
    {
        if (answer.IsDBNull(0))
        {
            return;
        }

        int[] numbers = answer.GetFieldValue<int[]>(0);
        int[] rows = answer.GetFieldValue<int[]>(1);
        ReadOnlySpan<byte> digests = answer.GetFieldValue<byte[]>(2);
        for (int i = 0; i < numbers.Length; i++)
        {
            DigestSearch search = chats[numbers[i] - 1].Search;
            for (int row = 0; row < rows[i]; row++, digests = digests[MessageDigest.Length..])
            {
                if (search.Take(digests[..MessageDigest.Length], out int place))
                {
                    same.Add(place);
                }
            }
        }
    }

    static ExistingMessage Existing(NpgsqlDataReader row, int place) => new()
    {
        Item = place,
        Version = ContentVersion.FromBytes(row.GetFieldValue<byte[]>(1)),
        Timestamp = row.IsDBNull(2) ? null : row.GetInt64(2),
        Status = row.IsDBNull(3) ? null : (MessageStatus)row.GetInt16(3),
        PushName = row.IsDBNull(4) ? null : row.GetString(4),
        IsRevoked = row.GetBoolean(5),
        WireChat = row.IsDBNull(6) ? null : row.GetString(6),
        WireId = row.IsDBNull(7) ? null : new MessageWireId(row.GetString(7), row.GetBoolean(8)),
        MediaId = row.IsDBNull(9) ? null : row.GetString(9),
    };

    static MessageAnchor Anchor(NpgsqlDataReader row) => new(row.GetString(0), row.GetString(2), row.GetBoolean(3), row.GetInt64(1));
}
