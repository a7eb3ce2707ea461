namespace HistoryImport.Relational;

/// <summary>What statements read or give back where a projection is told of it.</summary>
static class TellingSql
{
    /// <summary>All that is known of a message.</summary>
    public const string State = """
        id, from_me, sender, timestamp, status, revoked, version, kind, push_name, wire_chat, edit_time, edit_envelope, edit_body, body, media, raw, wire_id, wire_live, media_id
        """;

    public const string Names = " RETURNING jid";
}
