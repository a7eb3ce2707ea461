namespace HistoryImport.PostgreSql;

/// <summary>The queries of an export. Text sorts by bytes, as its columns do.</summary>
static class ExportSql
{
    public const string Connections = "SELECT tenant, name FROM {schema}.connections ORDER BY tenant, name";

    public const string Chats = "SELECT chat_id, jid FROM {schema}.chats WHERE connection_id = $1 ORDER BY jid";

    /// <summary>Walks the index on time, so that nothing but rows of one second is ever sorted, and takes along the reactions to each one's id: whose they
    /// are, <see cref="ReactionTarget"/> decides.</summary>
    public const string Messages = """
        SELECT id, messages.from_me, sender, timestamp, kind, COALESCE(edit_body, body), status, edit_time, revoked, push_name, media,
          reacted.emoji, reacted.from_me, reacted.reactor, reacted.target, reacted.target_sender, wire_id
        FROM {schema}.messages CROSS JOIN LATERAL (
          SELECT array_agg(emoji ORDER BY reactor_from_me, reactor), array_agg(reactor_from_me ORDER BY reactor_from_me, reactor),
            array_agg(reactor ORDER BY reactor_from_me, reactor), array_agg(target ORDER BY reactor_from_me, reactor),
            array_agg(target_sender ORDER BY reactor_from_me, reactor)
          FROM {schema}.reactions
          WHERE reactions.chat_id = $1 AND reactions.id = messages.id AND emoji <> '') AS reacted(emoji, from_me, reactor, target, target_sender)
        WHERE messages.chat_id = $1 ORDER BY timestamp NULLS FIRST, id, messages.from_me, sender
        """;

    public const string Names = """
        SELECT jid, kind, names.name FROM {schema}.names JOIN {schema}.connections USING(connection_id)
        WHERE tenant = $1 AND connections.name = $2 AND jid = ANY($3) ORDER BY jid, kind
        """;
}
