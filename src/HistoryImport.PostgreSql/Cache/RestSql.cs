namespace HistoryImport.PostgreSql;

/// <summary>The statements about what waits and rests.</summary>
static class RestSql
{
    const string Resting = "cache_entries.connection_id = owner.connection_id AND waiting AND rest = $3";

    // What waits is the middle of the key: naming both keeps the key usable, and the indexes of what waits out.
    const string ByKey = "waiting IN (false, true)";

    // Who wrote the row last began before all that are under way.
    const string IsKnown = """
        (cache_entries.target = asked.target
          AND age(cache_entries.xmin) > age((txid_snapshot_xmin(txid_current_snapshot()) % 4294967296)::text::xid))
        """;

    const string WithinBytes = """
        ) AS within) AS entries
        WHERE tenant = $1 AND name = $2 AND before < $6
        """;

    /// <summary>Entries of some chats that rest so, each behind the last that was read of it, by the index alone.</summary>
    public const string IdsOfChats = """
        SELECT item - 1, found.* FROM unnest($5::bigint[], $6::text[]) WITH ORDINALITY AS wanted(after, chat, item) CROSS JOIN LATERAL (
          SELECT entry_id, octet_length(payload) AS bytes FROM {schema}.cache_entries
          WHERE connection_id = $1 AND waiting AND rest = $2 AND cache_entries.chat = wanted.chat AND entry_id + 2 > wanted.after + 2 AND entry_id + 2 <= $3 + 2
          ORDER BY entry_id + 2 LIMIT $4) AS found
        ORDER BY item, entry_id
        """;

    public const string IdsOfConnection = """
        SELECT 0::bigint, entry_id, octet_length(payload) FROM {schema}.cache_entries
        WHERE connection_id = $1 AND waiting AND rest = $2 AND entry_id + 1 > ($5::bigint[])[1] + 1 AND entry_id + 1 <= $3 + 1
          AND ($6 OR chat NOT LIKE '%@g.us')
        ORDER BY entry_id + 1 LIMIT $4
        """;

    /// <summary>The first entries of some chats that rest so, for where there are few.</summary>
    public const string GlanceAtChats = $$"""
        {{CacheSql.Glance}}
            SELECT found.* FROM unnest($7::text[]) AS wanted(chat) CROSS JOIN LATERAL (
              SELECT {{CacheSql.Entry}} FROM {schema}.cache_entries
              WHERE {{Resting}} AND cache_entries.chat = wanted.chat AND entry_id + 2 > $4 + 2
              ORDER BY entry_id + 2 LIMIT $5) AS found
            ORDER BY entry_id LIMIT $5
        {{WithinBytes}}
        """;

    /// <summary>The first entries of a connection that rest so, for where there are few.</summary>
    public const string GlanceAtConnection = $$"""
        {{CacheSql.Glance}}
            SELECT {{CacheSql.Entry}} FROM {schema}.cache_entries
            WHERE {{Resting}} AND entry_id + 1 > $4 + 1 ORDER BY entry_id + 1 LIMIT $5
        {{WithinBytes}}
        """;

    /// <summary>What waits for messages of some ids, whether it rests or not.</summary>
    /// <remarks>Most often nothing waits: then no id is looked up. The order keeps the planner from any other index, LIMIT from turning the look-ups into a
    /// join over the whole table.</remarks>
    public const string WaitingFor = $$"""
        SELECT found.entry_id FROM unnest($3::text[]) AS written(id) CROSS JOIN LATERAL (
          SELECT entry_id FROM {schema}.cache_entries
          WHERE connection_id = {{KeyLookup.Number}} AND target BETWEEN written.id AND written.id ORDER BY target LIMIT 1000000000) AS found
        WHERE (
          SELECT target FROM {schema}.cache_entries WHERE connection_id = {{KeyLookup.Number}} AND target IS NOT NULL ORDER BY target LIMIT 1) IS NOT NULL
        """;

    /// <summary>Ends the rest of entries. Those that do not rest are held, too: whoever is about to let them rest waits for the row.</summary>
    public const string Wake = "UPDATE {schema}.cache_entries SET rest = 0 WHERE connection_id = $1 AND waiting AND entry_id = ANY($2)";

    /// <summary>Lets entries rest that were offered before.</summary>
    /// <remarks>The first time only the id is noted. Whoever began to write after that finds it; and as long as somebody writes who began before, the
    /// entry does not rest, for he may write what it waits for without having seen it.</remarks>
    public const string PutToRest = $$"""
        UPDATE {schema}.cache_entries
        SET rest = CASE WHEN {{IsKnown}} THEN asked.rest ELSE 0 END, target = asked.target
        FROM unnest($3::bigint[], $4::smallint[], $5::text[]) AS asked(id, rest, target)
        WHERE connection_id = {{KeyLookup.Number}} AND {{ByKey}} AND entry_id = ANY($3) AND entry_id = asked.id
          AND (cache_entries.target IS DISTINCT FROM asked.target OR cache_entries.rest <> asked.rest AND {{IsKnown}})
        """;
}
