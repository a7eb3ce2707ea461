using Npgsql;

namespace HistoryImport.PostgreSql;

/// <summary>Reads what rows are now, inside the transaction that changed them.</summary>
sealed class StateReader(DbSession session, long connection, CancellationToken cancellationToken) : IStateReader
{
    // The bound keeps the planner from turning thousands of look-ups into one join over the whole table.
    const string Messages = $$"""
        SELECT item - 1, {{TellingSql.State}} FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS wanted(jid, wanted_id, item)
        JOIN {schema}.chats ON chats.connection_id = $1 AND chats.jid = wanted.jid
        CROSS JOIN LATERAL (SELECT * FROM {schema}.messages WHERE messages.chat_id = chats.chat_id AND messages.id = wanted.wanted_id LIMIT 1000000) AS found
        """;

    const string Reactions = """
        SELECT item - 1, target, target_sender, reactor_from_me, reactor, emoji, time FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS wanted(jid, wanted_id, item)
        JOIN {schema}.chats ON chats.connection_id = $1 AND chats.jid = wanted.jid
        CROSS JOIN LATERAL (SELECT * FROM {schema}.reactions WHERE reactions.chat_id = chats.chat_id AND reactions.id = wanted.wanted_id LIMIT 1000000) AS found
        """;

    const string Names = "SELECT jid, kind, name FROM {schema}.names WHERE connection_id = $1 AND jid = ANY($2)";

    public async ValueTask<(IReadOnlyList<MessageUpsert> Messages, ILookup<(Jid Chat, string Id, ReactionTarget Target), MessageReaction> Reactions)> ReadAsync(
        IReadOnlyList<(Jid Chat, string Id)> messages, IReadOnlyList<(Jid Chat, string Id)> reactions)
    {
        var found = new List<MessageUpsert>();
        var reacted = new List<((Jid, string, ReactionTarget) Key, MessageReaction Reaction)>();
        List<Statement> round =
        [
            Find(Reactions, reactions).OnRow(row =>
            {
                (Jid chat, string id) = reactions[(int)row.GetInt64(0)];
                reacted.Add(((chat, id, new ReactionTarget(row.GetInt16(1), row.GetString(2))), Reaction(row)));
            }),
        ];
        if (messages.Count > 0)
        {
            round.Add(Find(Messages, messages).OnRow(row => found.Add(Message(row, messages[(int)row.GetInt64(0)].Chat))));
        }

        await session.RunAsync(round, cancellationToken).ConfigureAwait(false);
        return (found, reacted.ToLookup(one => one.Key, one => one.Reaction));
    }

    public async ValueTask<IReadOnlyList<HistoryName>> NamesAsync(IReadOnlyList<Jid> jids) =>
        await session.Get(Names).Add(connection).Add([.. jids.Select(jid => (string?)jid.Value)])
            .ListAsync(row => new HistoryName(JidColumn.Read(row.GetString(0)), (NameKind)row.GetInt16(1), row.GetString(2)), cancellationToken).ConfigureAwait(false);

    Statement Find(string sql, IReadOnlyList<(Jid Chat, string Id)> messages) => session.Get(sql).Add(connection)
        .Add([.. messages.Select(one => (string?)one.Chat.Value)]).Add([.. messages.Select(one => (string?)one.Id)]);

    static MessageReaction Reaction(NpgsqlDataReader row) => new(row.GetBoolean(3), JidColumn.Read(row.GetString(4)), row.GetString(5), row.GetInt64(6));

    static MessageUpsert Message(NpgsqlDataReader row, Jid chat)
    {
        string body = row.GetString(14);
        MediaDescriptor? media = row.IsDBNull(15) ? null : MediaColumn.Read(row.GetString(15));
        return new MessageUpsert
        {
            Key = StoredKey.Of(chat, row, 1),
            Timestamp = row.IsDBNull(4) ? null : row.GetInt64(4),
            Status = row.IsDBNull(5) ? null : (MessageStatus)row.GetInt16(5),
            IsRevoked = row.GetBoolean(6),
            Version = ContentVersion.FromBytes(row.GetFieldValue<byte[]>(7)),
            PushName = Text(row, 9),
            WireChat = Text(row, 10),
            Edit = row.IsDBNull(11) ? null : new MessageEdit(row.GetInt64(11), row.GetString(12), row.GetString(13)),
            Content = new MessageContent
            {
                Kind = KindColumn.Kind(row.GetString(8)),
                Body = body,
                Media = media,
                Raw = row.IsDBNull(16) ? default : RawColumn.Read(row.GetFieldValue<byte[]>(16), body, media),
            },
            WireId = row.IsDBNull(17) ? null : new MessageWireId(row.GetString(17), row.GetBoolean(18)),
            MediaId = Text(row, 19),
        };
    }

    static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
