namespace HistoryImport.Sqlite;

/// <summary>One export.</summary>
sealed class ExportQuery(Session session, string? tenant, string? connection, Jid? chat)
{
    static readonly string[] _statuses = ["error", "pending", "server", "delivered", "read", "played"];

    public IEnumerable<ExportedMessage> Rows() =>
        from owner in Connections()
        from room in Chats(owner.Number)
        from row in Messages(owner, room)
        select row;

    List<Owner> Connections()
    {
        Statement query = session.Get(ExportSql.Connections);
        query.Bind(1, tenant);
        query.Bind(2, connection);
        var owners = new List<Owner>();
        while (query.Step())
        {
            owners.Add(new Owner(query.Int64(0), query.Text(1), query.Text(2)));
        }

        return owners;
    }

    // Numbers and JIDs only: as many as there are chats, however many messages they hold.
    List<Room> Chats(long owner)
    {
        HashSet<string>? wanted = chat is { } one ? [.. AliasTable.Aliases(session, owner, one).Select(jid => jid.Value)] : null;
        Statement query = session.Get(ExportSql.Chats);
        query.Bind(1, owner);
        var rooms = new List<Room>();
        while (query.Step())
        {
            string jid = query.Text(1);
            if (wanted is null || wanted.Contains(jid))
            {
                rooms.Add(new Room(query.Int64(0), jid, Jid.TryParse(jid, out Jid parsed) && parsed.Kind == JidKind.Group));
            }
        }

        return rooms;
    }

    IEnumerable<ExportedMessage> Messages(Owner owner, Room room)
    {
        Statement query = session.Get(ExportSql.Messages);
        query.Bind(1, room.Number);
        while (query.Step())
        {
            yield return Message(query, owner, room);
        }
    }

    ExportedMessage Message(Statement row, Owner owner, Room room)
    {
        string id = row.Text(0);
        bool fromMe = row.Int64(1) != 0;
        string sender = row.Text(2);
        return new ExportedMessage(
            owner.Tenant,
            owner.Connection,
            room.Jid,
            id,
            fromMe,
            NullIfEmpty(sender),
            row.NullableInt64(3),
            row.Text(4),
            row.Text(5),
            row.NullableInt64(6) is { } status ? _statuses[status] : null,
            row.Int64(7) != 0,
            row.Int64(8) != 0,
            Reactions(room, id, fromMe, sender),
            row.NullableText(9),
            row.IsNull(10) ? null : Media(row.Bytes(10)));
    }

    List<ExportedReaction> Reactions(Room room, string id, bool fromMe, string sender)
    {
        Statement query = session.Get(ReactionSql.OfMessage);
        query.Bind(1, room.Number);
        query.Bind(2, id);
        query.Bind(3, !room.IsGroup ? ReactionSql.EitherDirection : fromMe ? 1 : 0);
        query.Bind(4, room.IsGroup ? sender : "");
        var reactions = new List<ExportedReaction>();
        while (query.Step())
        {
            reactions.Add(new ExportedReaction(query.Text(0), query.Int64(1) != 0, NullIfEmpty(query.Text(2))));
        }

        return reactions;
    }

    static ExportedMedia Media(ReadOnlySpan<byte> json)
    {
        MediaDescriptor media = MediaColumn.Read(json);
        return new ExportedMedia(media.MimeType, media.FileName, media.Size, media.Sha256, media.Seconds, media.Width, media.Height);
    }

    static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    readonly record struct Owner(long Number, string Tenant, string Connection);

    readonly record struct Room(long Number, string Jid, bool IsGroup);
}
