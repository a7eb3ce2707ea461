namespace HistoryImport.PostgreSql;

/// <summary>The statements of the cache.</summary>
static class CacheSql
{
    const string Statuses = "{schema}.cache_entries WHERE connection_id = $1 AND waiting_hash >= $2 AND waiting_hash < $3";

    const string Window = "(timestamp IS NULL OR timestamp BETWEEN $4 AND $5)";

    public const string Append =
        "COPY {schema}.cache_entries(connection_id, waiting, chat, timestamp, kind, received_at, waiting_hash, payload) FROM STDIN (FORMAT BINARY)";

    public const short AppendFields = 8;

    // Not max(): of an empty table that would as soon be found by reading all of a connection.
    public const string LastId = "SELECT entry_id FROM {schema}.cache_entries WHERE connection_id = $1 AND waiting = $2 ORDER BY entry_id DESC LIMIT 1";

    /// <summary>Entries of some chats, each behind the last that was read of it, by the index alone.</summary>
    public const string IdsOfChats = $$"""
        SELECT item - 1, found.* FROM unnest($7::bigint[], $8::text[]) WITH ORDINALITY AS wanted(after, chat, item) CROSS JOIN LATERAL (
          SELECT entry_id, octet_length(payload) AS bytes FROM {schema}.cache_entries
          WHERE connection_id = $1 AND waiting = $2 AND cache_entries.chat = wanted.chat AND entry_id + 0 > wanted.after AND entry_id + 0 <= $3 AND {{Window}}
          ORDER BY entry_id + 0 LIMIT $6) AS found
        ORDER BY item, entry_id
        """;

    // The difference is an order which no index has: what is older than the window is not walked.
    const string InChat = "connection_id = $1 AND waiting = $2 AND cache_entries.chat = wanted.chat AND entry_id - 0 > $7 AND entry_id - 0 <= $3";

    /// <summary>Entries of some chats that belong to a window, in no order.</summary>
    public const string IdsInWindow = $$"""
        SELECT item - 1, found.* FROM unnest($8::text[]) WITH ORDINALITY AS wanted(chat, item) CROSS JOIN LATERAL (
          SELECT entry_id, octet_length(payload) FROM {schema}.cache_entries WHERE {{InChat}} AND timestamp BETWEEN $4 AND $5
          UNION ALL SELECT entry_id, octet_length(payload) FROM {schema}.cache_entries WHERE {{InChat}} AND timestamp IS NULL) AS found
        LIMIT $6
        """;

    public const string IdsOfConnection = $$"""
        SELECT 0::bigint, entry_id, octet_length(payload) FROM {schema}.cache_entries
        WHERE connection_id = $1 AND waiting = $2 AND entry_id > ($7::bigint[])[1] AND entry_id <= $3 AND {{Window}} AND ($8 OR chat NOT LIKE '%@g.us')
        ORDER BY entry_id LIMIT $6
        """;

    const string Owned = "cache_entries.connection_id = owner.connection_id AND waiting = $3";

    const string Seen = $"{Owned} AND (timestamp IS NULL OR timestamp BETWEEN $5 AND $6)";

    // What exceeds the bytes never leaves the server.
    public const string Glance = """
        SELECT entry_id, kind, chat, payload, found FROM {schema}.connections AS owner CROSS JOIN LATERAL (
          SELECT within.*, sum(bytes) OVER (ORDER BY entry_id) - bytes AS before, count(*) OVER () AS found FROM (
        """;

    const string WithinBytes = """
        ) AS within) AS entries
        WHERE tenant = $1 AND name = $2 AND before < $8
        """;

    /// <summary>What is read of an entry. A large payload is not, until it leaves the server.</summary>
    public const string Entry = "entry_id, kind, cache_entries.chat, payload, octet_length(payload) AS bytes";

    /// <summary>The first entries of some chats with all that they hold, for where there are few.</summary>
    public const string GlanceAtChats = $$"""
        {{Glance}}
            SELECT found.* FROM unnest($9::text[]) AS wanted(chat) CROSS JOIN LATERAL (
              SELECT {{Entry}} FROM {schema}.cache_entries
              WHERE {{Seen}} AND cache_entries.chat = wanted.chat AND entry_id + 0 > $4
              ORDER BY entry_id + 0 LIMIT $7) AS found
            ORDER BY entry_id LIMIT $7
        {{WithinBytes}}
        """;

    /// <summary>What some chats have in a window with all that it holds, for where there is little. Which come first is decided only where all come.</summary>
    public const string GlanceAtWindow = $$"""
        {{Glance}}
            SELECT found.* FROM unnest($9::text[]) AS wanted(chat) CROSS JOIN LATERAL (
              SELECT {{Entry}} FROM {schema}.cache_entries
              WHERE {{Owned}} AND cache_entries.chat = wanted.chat AND entry_id - 0 > $4 AND timestamp BETWEEN $5 AND $6
              UNION ALL SELECT {{Entry}} FROM {schema}.cache_entries
              WHERE {{Owned}} AND cache_entries.chat = wanted.chat AND entry_id - 0 > $4 AND timestamp IS NULL) AS found
            LIMIT $7
        {{WithinBytes}}
        """;

    /// <summary>The first entries of a connection with all that they hold, for where there are few.</summary>
    public const string GlanceAtConnection = $$"""
        {{Glance}}
            SELECT {{Entry}} FROM {schema}.cache_entries
            WHERE {{Seen}} AND entry_id > $4 ORDER BY entry_id LIMIT $7
        {{WithinBytes}}
        """;

    /// <summary>The oldest messages of some chats by their times.</summary>
    public const string OldestOfChats = $$"""
        SELECT oldest.entry_id FROM unnest($3::text[]) AS wanted(chat) CROSS JOIN LATERAL (
          SELECT entry_id FROM {schema}.cache_entries
          WHERE connection_id = {{KeyLookup.Number}} AND waiting = false AND cache_entries.chat = wanted.chat AND timestamp IS NOT NULL
          ORDER BY timestamp LIMIT $4) AS oldest
        """;

    /// <summary>Entries by their ids. LIMIT has the server look one after the other up: of an empty table it would as soon read all of a connection.</summary>
    public const string Get = """
        SELECT entry.* FROM unnest($3::bigint[]) AS wanted(id) CROSS JOIN LATERAL (
          SELECT entry_id, kind, chat, payload FROM {schema}.cache_entries
          WHERE connection_id = $1 AND waiting = $2 AND entry_id = wanted.id LIMIT 1) AS entry
        """;

    // Whether an entry waits is the middle of its key, so each is looked up where most are, and only if it is not there where few are.
    // That is no constant, so that the indexes of what waits are left out.
    public const string Remove = """
        DELETE FROM {schema}.cache_entries WHERE ctid = ANY(ARRAY(
          SELECT entry.ctid FROM unnest($2::bigint[]) AS wanted(id) CROSS JOIN LATERAL (
            SELECT ctid FROM {schema}.cache_entries WHERE connection_id = $1 AND waiting = false AND entry_id = wanted.id
            UNION ALL SELECT ctid FROM {schema}.cache_entries WHERE connection_id = $1 AND waiting = (wanted.id IS NOT NULL) AND entry_id = wanted.id
            LIMIT 1) AS entry))
        """;

    public const string NotWaiting = """
        SELECT entry.* FROM unnest($2::bigint[]) AS wanted(id) CROSS JOIN LATERAL (
          SELECT entry_id FROM {schema}.cache_entries WHERE connection_id = $1 AND waiting = false AND entry_id = wanted.id LIMIT 1) AS entry
        """;

    /// <summary>What waits already under fingerprints that differ at most in the last byte.</summary>
    public const string Rivals = """
        SELECT rival.entry_id, rival.waiting_hash FROM unnest($2::bytea[], $3::bytea[]) AS asked(least, greatest) CROSS JOIN LATERAL (
          SELECT entry_id, waiting_hash FROM {schema}.cache_entries
          WHERE connection_id = $1 AND waiting_hash BETWEEN asked.least AND asked.greatest ORDER BY waiting_hash DESC LIMIT 1) AS rival
        """;

    public const string CountStatuses = $$"""SELECT count(*) FROM {{Statuses}}""";

    public const string OldestStatuses = $$"""SELECT entry_id FROM {{Statuses}} ORDER BY entry_id LIMIT $4""";

    public const string MarkWaiting = """
        UPDATE {schema}.cache_entries SET waiting = true, timestamp = NULL, waiting_hash = marked.hash
        FROM unnest($2::bigint[], $3::bytea[]) AS marked(id, hash)
        WHERE connection_id = $1 AND waiting = false AND entry_id = marked.id
        """;

    // In the order of arrival, so that expiry looks at no entry that stays but one.
    public const string Oldest = """
        SELECT entry_id, kind, received_at FROM {schema}.cache_entries
        WHERE connection_id = $1 AND waiting = $2 ORDER BY entry_id LIMIT $3
        """;

    /// <summary>Where the oldest entry was received before a point in time: among those that wait, and among the others.</summary>
    public const string Expired = $$"""
        SELECT state.waiting FROM unnest(ARRAY[false, true]) AS state(waiting) CROSS JOIN LATERAL (
          SELECT received_at FROM {schema}.cache_entries
          WHERE connection_id = {{KeyLookup.Number}} AND cache_entries.waiting = state.waiting ORDER BY entry_id LIMIT 1) AS oldest
        WHERE received_at < $3
        """;

    /// <summary>At least what the entries take, dead ones and indexes of large values included. Asks the file system, not the table.</summary>
    public const string FileBytes = "SELECT pg_table_size('{schema}.cache_entries')";

    /// <summary>What the entries take, compressed as they are. Large values are not read, only what is said of them.</summary>
    public const string EntryBytes = "SELECT COALESCE(sum(pg_column_size(payload)), 0)::bigint FROM {schema}.cache_entries";

    /// <summary>How many connections have a message, how many messages there are, what all entries take, and when the oldest message was received.</summary>
    public const string Waiting = """
        SELECT count(oldest), COALESCE(sum(messages), 0)::bigint, COALESCE(sum(bytes), 0)::bigint, min(oldest)
        FROM (SELECT count(*) FILTER (WHERE kind = 0) AS messages, sum(pg_column_size(payload)) AS bytes,
            min(received_at) FILTER (WHERE kind = 0) AS oldest
          FROM {schema}.cache_entries GROUP BY connection_id) AS owners
        """;

    public const string RemoveConnection = "DELETE FROM {schema}.cache_entries WHERE connection_id = $1";

    public const string RemoveClaims = "DELETE FROM {schema}.claims WHERE connection_id = $1";

    public const string RemoveAccount = "DELETE FROM {schema}.accounts WHERE connection_id = $1";
}
