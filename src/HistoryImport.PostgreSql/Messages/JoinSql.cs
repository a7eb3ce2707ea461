namespace HistoryImport.PostgreSql;

/// <summary>The statements of a join about anything but messages, reactions and names.</summary>
static class JoinSql
{
    /// <summary>Those JIDs under which anything is kept.</summary>
    public const string Kept = """
        SELECT source FROM unnest($2::text[]) AS joins(source)
        WHERE EXISTS (SELECT FROM {schema}.members WHERE connection_id = $1 AND jid = source)
          OR EXISTS (SELECT FROM {schema}.chats WHERE connection_id = $1 AND jid = source)
          OR EXISTS (SELECT FROM {schema}.names WHERE connection_id = $1 AND jid = source)
        """;

    /// <summary>Those that move a chat longer than a piece to another, which has to be there or not.</summary>
    public const string OfLongChats = $$"""
        SELECT item - 1 FROM unnest($3::text[], $4::text[]) WITH ORDINALITY AS joins(source, target, item)
        JOIN {schema}.chats AS old ON old.connection_id = {{KeyLookup.Number}} AND old.jid = joins.source
        LEFT JOIN {schema}.chats AS other ON other.connection_id = old.connection_id AND other.jid = joins.target
        WHERE joins.source <> joins.target AND (other.chat_id IS NOT NULL OR NOT $6) AND EXISTS (SELECT FROM {schema}.messages WHERE messages.chat_id = old.chat_id OFFSET $5)
        """;

    public const string Groups = "SELECT DISTINCT chat_id FROM {schema}.members WHERE connection_id = $1 AND jid = ANY($2)";

    public const string MoveMembers = """
        INSERT INTO {schema}.members(connection_id, jid, chat_id)
        SELECT old.connection_id, joins.target, old.chat_id
        FROM unnest($2::text[], $3::text[]) AS joins(source, target) JOIN {schema}.members AS old ON old.connection_id = $1 AND old.jid = joins.source
        WHERE joins.target <> ''
        ON CONFLICT DO NOTHING
        """;

    public const string DeleteMembers = "DELETE FROM {schema}.members WHERE connection_id = $1 AND jid = ANY($2)";

    public const string AddChat = "INSERT INTO {schema}.chats(connection_id, jid) VALUES($1, $2) ON CONFLICT DO NOTHING";

    public const string RenameChat = "UPDATE {schema}.chats SET jid = $2 WHERE chat_id = $1";

    public const string DeleteChat = "DELETE FROM {schema}.chats WHERE chat_id = $1";
}
