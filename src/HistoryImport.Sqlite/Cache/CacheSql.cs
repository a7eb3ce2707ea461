namespace HistoryImport.Sqlite;

/// <summary>The statements of the cache.</summary>
static class CacheSql
{
    // By the index alone.
    const string Statuses = "cache_entries INDEXED BY cache_entries_hash WHERE connection_id = ?1 AND waiting_hash >= ?2 AND waiting_hash < ?3";

    const string Window = "(timestamp IS NULL OR timestamp BETWEEN ?5 AND ?6)";

    public const string Append = """
        INSERT INTO cache_entries(connection_id, waiting, chat, timestamp, kind, received_at, payload) VALUES(?1, 0, ?2, ?3, ?4, ?5, ?6)
        """;

    public const string AppendWaiting = """
        INSERT INTO cache_entries(connection_id, waiting, chat, timestamp, kind, received_at, payload, waiting_hash)
        VALUES(?1, 1, ?2, ?3, ?4, ?5, ?6, ?7)
        """;

    public const string MarkWaiting = """
        UPDATE cache_entries SET waiting = 1, timestamp = NULL, waiting_hash = ?3 WHERE entry_id = ?1 AND connection_id = ?2
        """;

    /// <summary>What waits already under a fingerprint that differs at most in its last byte.</summary>
    public const string Rival = """
        SELECT entry_id, waiting_hash FROM cache_entries INDEXED BY cache_entries_hash
        WHERE connection_id = ?1 AND waiting_hash BETWEEN ?2 AND ?3 ORDER BY waiting_hash DESC LIMIT 1
        """;

    public const string CountStatuses = $"SELECT count(*) FROM {Statuses}";

    public const string OldestStatuses = $"SELECT entry_id FROM {Statuses} ORDER BY entry_id LIMIT ?4";

    public const string IsUnmarked = "SELECT 1 FROM cache_entries WHERE entry_id = ?1 AND connection_id = ?2 AND waiting = 0";

    public const string LastId = "SELECT max(entry_id) FROM cache_entries";

    /// <summary>Entries of one chat, by the index alone.</summary>
    public const string IdsOfChat = $"""
        SELECT entry_id FROM cache_entries INDEXED BY cache_entries_chat
        WHERE connection_id = ?1 AND waiting = ?2 AND entry_id > ?3 AND entry_id <= ?4 AND {Window} AND chat = ?8
        ORDER BY entry_id LIMIT ?7
        """;

    /// <summary>Entries of one chat that belong to a window, in no order, by the index alone: what is outside the window is not walked.</summary>
    public const string IdsInWindow = """
        SELECT entry_id FROM cache_entries INDEXED BY cache_entries_time
        WHERE connection_id = ?1 AND waiting = ?2 AND chat = ?8 AND timestamp BETWEEN ?5 AND ?6 AND entry_id > ?3 AND entry_id <= ?4
        UNION ALL SELECT entry_id FROM cache_entries INDEXED BY cache_entries_time
        WHERE connection_id = ?1 AND waiting = ?2 AND chat = ?8 AND timestamp IS NULL AND entry_id > ?3 AND entry_id <= ?4
        LIMIT ?7
        """;

    /// <summary>The oldest messages of one chat by their times, by the index alone.</summary>
    public const string OldestOfChat = """
        SELECT entry_id FROM cache_entries INDEXED BY cache_entries_time
        WHERE connection_id = ?1 AND waiting = 0 AND chat = ?2 AND timestamp IS NOT NULL ORDER BY timestamp LIMIT ?3
        """;

    public const string LastOfConnection = "SELECT max(entry_id) FROM cache_entries WHERE connection_id = ?1 AND waiting = 0";

    public const string IdsOfConnection = $"""
        SELECT entry_id FROM cache_entries INDEXED BY cache_entries_connection
        WHERE connection_id = ?1 AND waiting = ?2 AND entry_id > ?3 AND entry_id <= ?4 AND {Window} AND (?8 OR chat NOT LIKE '%@g.us')
        ORDER BY entry_id LIMIT ?7
        """;

    /// <summary>Entries of one chat that wait and rest so, by the index alone.</summary>
    public const string RestingOfChat = """
        SELECT entry_id FROM cache_entries INDEXED BY cache_entries_rest_chat
        WHERE connection_id = ?1 AND waiting = 1 AND rest = ?2 AND entry_id > ?3 AND entry_id <= ?4 AND chat = ?8
        ORDER BY entry_id LIMIT ?7
        """;

    /// <summary>Entries of a connection that wait and rest so, by the index alone.</summary>
    public const string RestingOfConnection = """
        SELECT entry_id FROM cache_entries INDEXED BY cache_entries_rest
        WHERE connection_id = ?1 AND waiting = 1 AND rest = ?2 AND entry_id > ?3 AND entry_id <= ?4 AND (?8 OR chat NOT LIKE '%@g.us')
        ORDER BY entry_id LIMIT ?7
        """;

    /// <summary>Whether anything waits for a message of a known id.</summary>
    public const string AnyWaits = "SELECT 1 FROM cache_entries INDEXED BY cache_entries_target WHERE connection_id = ?1 AND target IS NOT NULL LIMIT 1";

    /// <summary>Ends the rest of what waits for messages of an id.</summary>
    public const string Wake = "UPDATE cache_entries INDEXED BY cache_entries_target SET rest = 0 WHERE connection_id = ?1 AND target = ?2 AND rest <> 0";

    public const string PutToRest = """
        UPDATE cache_entries SET rest = ?3, target = ?4
        WHERE entry_id = ?1 AND connection_id = ?2 AND waiting = 1 AND (rest <> ?3 OR target IS NOT ?4)
        """;

    // What was read ahead may have begun to wait since.
    public const string Get = "SELECT kind, chat, payload FROM cache_entries WHERE entry_id = ?1 AND waiting = ?2";

    public const string Size = "SELECT length(payload) FROM cache_entries WHERE entry_id = ?1 AND connection_id = ?2";

    public const string Remove = "DELETE FROM cache_entries WHERE entry_id = ?1";

    // In the order of arrival, so that expiry looks at no entry that stays but one.
    public const string Oldest = """
        SELECT entry_id, kind, received_at FROM cache_entries INDEXED BY cache_entries_connection
        WHERE connection_id = ?1 AND waiting = ?2 AND entry_id > ?3 ORDER BY entry_id LIMIT ?4
        """;

    public const string SizeOfConnection = """
        SELECT ifnull(sum(length(payload)), 0) FROM cache_entries INDEXED BY cache_entries_connection
        WHERE connection_id = ?1 AND waiting IN (0, 1)
        """;

    public const string RemoveConnection = "DELETE FROM cache_entries WHERE connection_id = ?1";

    public const string Usage = "SELECT bytes FROM cache_usage";

    /// <summary>How many connections have a message, how many messages there are, what all entries take, and when the oldest message was received.</summary>
    public const string Waiting = """
        SELECT count(*), ifnull(sum(messages), 0), (SELECT bytes FROM cache_usage), min(oldest)
        FROM (SELECT count(*) AS messages, min(received_at) AS oldest FROM cache_entries WHERE kind = 0 GROUP BY connection_id)
        """;

    public const string AddUsage = "UPDATE cache_usage SET bytes = bytes + ?1";

    public const string AddClaim = "INSERT OR IGNORE INTO claims(connection_id, lid, number) VALUES(?1, ?2, ?3)";

    public const string AddAccount = "INSERT OR IGNORE INTO accounts(connection_id, jid) VALUES(?1, ?2)";

    public const string AddLearned = "UPDATE connections SET aliases = aliases + ?2 WHERE connection_id = ?1";

    public const string Learned = "SELECT aliases FROM connections WHERE connection_id = ?1";

    public const string NumbersOf = "SELECT number FROM claims WHERE connection_id = ?1 AND lid = ?2";

    public const string HiddenIdsOf = "SELECT lid FROM claims INDEXED BY claims_number WHERE connection_id = ?1 AND number = ?2";

    public const string Claims = "SELECT lid, number FROM claims WHERE connection_id = ?1";

    public const string Account = "SELECT jid FROM accounts WHERE connection_id = ?1";

    public const string ForgetLid = "DELETE FROM claims WHERE connection_id = ?1 AND lid = ?2";

    public const string ForgetNumber = "DELETE FROM claims INDEXED BY claims_number WHERE connection_id = ?1 AND number = ?2";

    public const string RemoveClaims = "DELETE FROM claims WHERE connection_id = ?1";

    public const string RemoveAccount = "DELETE FROM accounts WHERE connection_id = ?1";

    /// <summary>Every JID that claims make one with the given one, itself included.</summary>
    public const string Aliases = """
        WITH RECURSIVE alias(jid) AS (
          SELECT ?2
          UNION SELECT claims.number FROM alias JOIN claims ON claims.connection_id = ?1 AND claims.lid = alias.jid
          UNION SELECT claims.lid FROM alias JOIN claims INDEXED BY claims_number ON claims.connection_id = ?1 AND claims.number = alias.jid)
        SELECT jid FROM alias
        """;
}
