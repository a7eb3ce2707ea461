using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;

namespace HistoryImport.EntityFrameworkCore;

/// <summary>Tells what is there already.</summary>
static class MessageLookup
{
    static readonly Column<(Jid Chat, DigestSearch Search, long Place)>[] _times =
    [
        new("item", ColumnType.Number, chat => chat.Place), new("jid", ColumnType.Text, chat => chat.Chat.Value),
        new("first", ColumnType.Number, chat => chat.Search.First), new("last", ColumnType.Number, chat => chat.Search.Last),
        new("most", ColumnType.Number, chat => chat.Search.Most),
    ];

    static readonly Column<(MessageKey Key, int Place)>[] _keys =
    [
        new("item", ColumnType.Number, one => (long)one.Place), new("jid", ColumnType.Text, one => one.Key.Chat.Value),
        new("id", ColumnType.Text, one => one.Key.Id), new("from_me", ColumnType.Flag, one => one.Key.FromMe), new("sender", ColumnType.Text, one => one.Key.Sender.Value),
    ];

    /// <summary>Looks among the rows of the time the items are of, then for those that may say something else.</summary>
    /// <remarks>What is missed because its row is of another time is found when it is written.</remarks>
    public static async Task<List<ExistingMessage>> FindAsync(Session session, ConnectionKey connection, IReadOnlyList<MessageUpsert> items)
    {
        (Jid Chat, DigestSearch Search, long Place)[] chats = ByChat(items);
        CommandText command = session.NewCommand();
        string number = session.Number(command, connection);
        string wanted = session.Dialect.Rows(command, "wanted", chats, _times);
        var found = new List<ExistingMessage>(items.Count);
        foreach (ChatDigests digests in await session.ListAsync<ChatDigests>(session.Dialect.Digests(session.Tables, wanted, number), command).ConfigureAwait(false))
        {
            DigestSearch search = chats[digests.Item].Search;
            for (ReadOnlySpan<byte> rest = digests.Digests; !rest.IsEmpty; rest = rest[MessageDigest.Length..])
            {
                if (search.Take(rest[..MessageDigest.Length], out int place))
                {
                    found.Add(ExistingMessage.Like(items[place], place));
                }
            }
        }

        int[] others = [.. chats.SelectMany(chat => chat.Search.Rest)];
        return others.Length > 0 ? [.. found, .. await LookUpAsync(session, connection, items, others).ConfigureAwait(false)] : found;
    }

    /// <summary>Looks for rows by their keys, whatever their time.</summary>
    public static async Task<List<ExistingMessage>> LookUpAsync(Session session, ConnectionKey connection, IReadOnlyList<MessageUpsert> items, int[] places)
    {
        CommandText command = session.NewCommand();
        (MessageKey, int)[] keys = [.. places.Select(place => (items[place].Key, place))];
        string wanted = session.Dialect.Rows(command, "wanted", keys, _keys);
        List<KnownRow> rows = await session.ListAsync<KnownRow>(
            $"""
            SELECT item, version, timestamp, status, push_name, revoked, wire_chat, wire_id, wire_live, media_id
            FROM {wanted} CROSS JOIN {session.Tables.Chats} AS chats CROSS JOIN {session.Tables.Messages} AS found
            WHERE chats.connection_id = ({session.Number(command, connection)}) AND chats.jid = wanted.jid
              AND found.chat_id = chats.chat_id AND found.id = wanted.id AND found.from_me = wanted.from_me AND found.sender = wanted.sender
            """,
            command).ConfigureAwait(false);
        return rows.ConvertAll(row => row.ToExisting());
    }

    /// <summary>Gets the oldest messages of a chat that the phone can know.</summary>
    public static async Task<IReadOnlyList<MessageAnchor>> OldestAsync(Session session, long connection, IEnumerable<Jid> chats, int count)
    {
        string[] jids = [.. chats.Select(chat => chat.Value).Distinct()];
        (string call, string system) = (MessageKind.Call.ToName(), MessageKind.System.ToName());
        return await (
            from chat in session.Context.Set<StoredChat>().AsNoTracking()
            where chat.ConnectionId == connection && jids.Contains(chat.Jid)
            from row in session.Context.Set<StoredMessage>().AsNoTracking().Where(row => row.ChatId == chat.ChatId)
            where row.Timestamp != null && row.Kind != call && row.Kind != system && (row.WireId == null || row.WireId != row.Id)
            orderby row.Timestamp
            select new MessageAnchor(row.WireChat ?? chat.Jid, row.Id, row.FromMe, row.Timestamp!.Value))
            .Take(count).ToListAsync(session.CancellationToken).ConfigureAwait(false);
    }

    static (Jid Chat, DigestSearch Search, long Place)[] ByChat(IReadOnlyList<MessageUpsert> items)
    {
        var chats = new Dictionary<Jid, DigestSearch>();
        for (int i = 0; i < items.Count; i++)
        {
            ref DigestSearch? chat = ref CollectionsMarshal.GetValueRefOrAddDefault(chats, items[i].Key.Chat, out _);
            chat ??= new DigestSearch();
            chat.Add(items[i], i);
        }

        return [.. chats.Select((chat, place) => (chat.Key, chat.Value, (long)place))];
    }
}
