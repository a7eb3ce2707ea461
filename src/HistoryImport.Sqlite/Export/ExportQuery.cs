namespace HistoryImport.Sqlite;

/// <summary>One export of a connection.</summary>
sealed class ExportQuery(DbSession session, ConnectionKey connection, IReadOnlyCollection<Jid>? chats)
{
    public IEnumerable<ExportedMessage> Rows() =>
        KeyLookup.FindConnection(session, connection) is { } number ? Chats(number).SelectMany(Messages) : [];

    // Numbers and JIDs only: as many as there are chats, however many messages they hold.
    List<ExportedChat> Chats(long number)
    {
        HashSet<string>? wanted = chats is null
            ? null
            : [.. chats.SelectMany(chat => AliasTable.Aliases(session, number, chat)).Select(jid => jid.Value)];
        Statement query = session.Get(ExportSql.Chats);
        query.Bind(1, number);
        var found = new List<ExportedChat>();
        while (query.Step())
        {
            string jid = query.Text(1);
            if (wanted is null || wanted.Contains(jid))
            {
                found.Add(ExportedChat.Of(query.Int64(0), jid));
            }
        }

        return found;
    }

    IEnumerable<ExportedMessage> Messages(ExportedChat chat)
    {
        Statement query = session.Get(session.Query("PRAGMA user_version") < SchemaScripts.WithWireIds ? ExportSql.OlderMessages : ExportSql.Messages);
        query.Bind(1, chat.Number);
        while (query.Step())
        {
            yield return Message(query, chat);
        }
    }

    ExportedMessage Message(Statement row, ExportedChat chat)
    {
        string id = row.Text(0);
        bool fromMe = row.Int64(1) != 0;
        string sender = row.Text(2);
        return new ExportedMessage
        {
            Tenant = connection.Tenant,
            Connection = connection.Name,
            Chat = chat.Jid,
            Id = id,
            FromMe = fromMe,
            Sender = ExportedRow.Person(sender),
            Timestamp = row.NullableInt64(3),
            Kind = row.Text(4),
            Body = row.Text(5),
            Status = ExportedRow.Status(row.NullableInt64(6)),
            Edited = !row.IsNull(7),
            EditedAt = ExportedMessage.EditTime(row.NullableInt64(7)),
            Revoked = row.Int64(8) != 0,
            Reactions = Reactions(chat, id, ReactionTarget.Of(chat.IsGroup, fromMe, sender)),
            PushName = row.NullableText(9),
            WireId = row.NullableText(11),
            Media = row.IsNull(10) ? null : ExportedMedia.Of(MediaColumn.Read(row.Bytes(10))),
        };
    }

    List<ExportedReaction> Reactions(ExportedChat chat, string id, ReactionTarget target)
    {
        Statement query = session.Get(ReactionSql.OfMessage);
        query.Bind(1, chat.Number);
        query.Bind(2, id);
        query.Bind(3, target.Direction);
        query.Bind(4, target.Sender);
        var reactions = new List<ExportedReaction>();
        while (query.Step())
        {
            reactions.Add(new ExportedReaction(query.Text(0), query.Int64(1) != 0, ExportedRow.Person(query.Text(2))));
        }

        return reactions;
    }
}
