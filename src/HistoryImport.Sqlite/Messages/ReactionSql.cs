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

    const string AreTargets = "INDEXED BY reactions_target_sender WHERE chat_id = ?1 AND target_sender IN (SELECT source FROM temp.joins) AND target_sender <> ''";

    const string AreReactors = "INDEXED BY reactions_reactor WHERE chat_id = ?1 AND reactor IN (SELECT source FROM temp.joins) AND reactor <> ''";

    const string Moved = """
        chat_id, id, iif((SELECT person FROM temp.joins WHERE source = target_sender) = '', 1, target),
          ifnull((SELECT person FROM temp.joins WHERE source = target_sender), target_sender),
          iif((SELECT person FROM temp.joins WHERE source = reactor) = '', 1, reactor_from_me),
          ifnull((SELECT person FROM temp.joins WHERE source = reactor), reactor), emoji, time
        """;

    // What is both a target's and a reactor's comes twice, and is the same both times.
    public const string MergeTargets = $"INSERT INTO reactions({Columns}) SELECT {Moved} FROM reactions {AreTargets} {MergeSql.OnReactionConflict}";

    public const string MergeReactors = $"INSERT INTO reactions({Columns}) SELECT {Moved} FROM reactions {AreReactors} {MergeSql.OnReactionConflict}";

    public const string DeleteTargets = $"DELETE FROM reactions {AreTargets}";

    public const string DeleteReactors = $"DELETE FROM reactions {AreReactors}";

    /// <summary>The ids of messages whose reactions move.</summary>
    public const string IdsOfTargets = $"SELECT DISTINCT id FROM reactions {AreTargets}";

    public const string IdsOfReactors = $"SELECT DISTINCT id FROM reactions {AreReactors}";

    public const string OfMessage = """
        SELECT emoji, reactor_from_me, reactor FROM reactions
        WHERE chat_id = ?1 AND id = ?2 AND target = ?3 AND target_sender = ?4 AND emoji <> ''
        ORDER BY reactor_from_me, reactor
        """;
}
