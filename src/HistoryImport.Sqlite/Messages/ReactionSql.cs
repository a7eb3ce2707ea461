namespace HistoryImport.Sqlite;

/// <summary>The statements about reactions.</summary>
static class ReactionSql
{
    const string Columns = $"{MergeSql.ReactionKey}, emoji, time";

    public const string Upsert = $"INSERT INTO reactions({Columns}) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) {MergeSql.OnReactionConflict}";

    public const string MergeIntoChat = $"""
        INSERT INTO reactions({Columns})
        SELECT ?2, id, target, target_sender, reactor_from_me, reactor, emoji, time FROM reactions AS old WHERE old.chat_id = ?1
        {MergeSql.OnReactionConflict}
        """;

    public const string MergePieceIntoChat = $"""
        INSERT INTO reactions({Columns})
        SELECT ?2, id, target, target_sender, reactor_from_me, reactor, emoji, time FROM reactions AS old WHERE old.chat_id = ?1 AND old.id <= ?3
        {MergeSql.OnReactionConflict}
        """;

    public const string DeletePiece = "DELETE FROM reactions WHERE chat_id = ?1 AND id <= ?2";

    public const string DeleteChat = "DELETE FROM reactions WHERE chat_id = ?1";

    public const string MergeIntoPersons = $"""
        INSERT INTO reactions({Columns})
        SELECT old.chat_id, id, iif(senders.person = '', 1, old.target), ifnull(senders.person, target_sender),
          iif(reactors.person = '', 1, reactor_from_me), ifnull(reactors.person, reactor), emoji, time
        FROM reactions AS old
        LEFT JOIN temp.joins AS senders ON senders.source = old.target_sender
        LEFT JOIN temp.joins AS reactors ON reactors.source = old.reactor
        WHERE old.chat_id = ?1 AND (senders.source IS NOT NULL OR reactors.source IS NOT NULL)
        {MergeSql.OnReactionConflict}
        """;

    public const string DeletePersons = """
        DELETE FROM reactions
        WHERE chat_id = ?1 AND (target_sender IN (SELECT source FROM temp.joins) OR reactor IN (SELECT source FROM temp.joins))
        """;

    public const string OfMessage = """
        SELECT emoji, reactor_from_me, reactor FROM reactions
        WHERE chat_id = ?1 AND id = ?2 AND target = ?3 AND target_sender = ?4 AND emoji <> ''
        ORDER BY reactor_from_me, reactor
        """;
}
