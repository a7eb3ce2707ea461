namespace HistoryImport.PostgreSql;

/// <summary>The statements about reactions.</summary>
static class ReactionSql
{
    public const string Upsert = $$"""
        INSERT INTO {schema}.reactions AS reactions({{MergeSql.ReactionKey}}, emoji, time)
        SELECT * FROM unnest($1::bigint[], $2::text[], $3::smallint[], $4::text[], $5::boolean[], $6::text[], $7::text[], $8::bigint[])
        {{MergeSql.OnReactionConflict}}
        RETURNING {{MergeSql.ReactionKey}}
        """;

    public const string MergeIntoChat = $$"""
        INSERT INTO {schema}.reactions AS reactions({{MergeSql.ReactionKey}}, emoji, time)
        SELECT $2, id, target, target_sender, reactor_from_me, reactor, emoji, time FROM {schema}.reactions AS old WHERE old.chat_id = $1
        {{MergeSql.OnReactionConflict}}
        """;

    public const string MergePieceIntoChat = $$"""
        INSERT INTO {schema}.reactions AS reactions({{MergeSql.ReactionKey}}, emoji, time)
        SELECT $2, id, target, target_sender, reactor_from_me, reactor, emoji, time FROM {schema}.reactions AS old WHERE old.chat_id = $1 AND old.id <= $3
        {{MergeSql.OnReactionConflict}}
        """;

    public const string DeletePiece = "DELETE FROM {schema}.reactions WHERE chat_id = $1 AND id <= $2";

    public const string DeleteChat = "DELETE FROM {schema}.reactions WHERE chat_id = $1";

    // Target and reactor may both move, so that two old rows come to one key: the greater of them.
    public const string MergeIntoPersons = $$"""
        INSERT INTO {schema}.reactions AS reactions({{MergeSql.ReactionKey}}, emoji, time)
        SELECT DISTINCT ON ({{MergeSql.ReactionKey}}) {{MergeSql.ReactionKey}}, emoji, time FROM (
          SELECT old.chat_id, old.id, CASE WHEN senders.target = '' THEN 1::smallint ELSE old.target END AS target,
            COALESCE(senders.target, old.target_sender) COLLATE "C" AS target_sender,
            old.reactor_from_me OR COALESCE(reactors.target = '', false) AS reactor_from_me, COALESCE(reactors.target, old.reactor) COLLATE "C" AS reactor, old.emoji, old.time
          FROM {schema}.reactions AS old
          LEFT JOIN unnest($2::text[], $3::text[]) AS senders(source, target) ON senders.source = old.target_sender
          LEFT JOIN unnest($2::text[], $3::text[]) AS reactors(source, target) ON reactors.source = old.reactor
          WHERE old.chat_id = ANY($1) AND (old.target_sender = ANY($2) AND old.target_sender <> '' OR old.reactor = ANY($2) AND old.reactor <> '')) AS moved
        ORDER BY {{MergeSql.ReactionKey}}, time DESC, emoji DESC
        {{MergeSql.OnReactionConflict}}
        """;

    public const string DeletePersons =
        "DELETE FROM {schema}.reactions WHERE chat_id = ANY($1) AND (target_sender = ANY($2) AND target_sender <> '' OR reactor = ANY($2) AND reactor <> '')";
}
