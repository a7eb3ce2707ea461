namespace HistoryImport.PostgreSql;

/// <summary>Notes which JIDs occur in which groups, so that a join need not look at all.</summary>
static class MemberWriter
{
    const string Add = """
        INSERT INTO {schema}.members(connection_id, jid, chat_id) SELECT $1, * FROM unnest($2::text[], $3::bigint[]) ON CONFLICT DO NOTHING
        """;

    public static void Write(DbSession session, long connection, List<MessageRow> rows)
    {
        var members = new SortedSet<(string Jid, long Chat)>(ByBytes.Instance);
        foreach (MessageRow row in rows)
        {
            Note(row.Key.Sender, row.Chat);
            for (int i = 0; i < row.Upsert.Reactions.Count; i++)
            {
                Note(row.Upsert.Reactions[i].Sender, row.Chat);
            }
        }

        if (members.Count > 0)
        {
            session.RunWithNext(
                session.GetPrepared(Add).Add(connection).Add([.. members.Select(member => (string?)member.Jid)]).Add([.. members.Select(member => member.Chat)]));
        }

        void Note(Jid jid, long chat)
        {
            if (!jid.IsNone)
            {
                members.Add((jid.Value, chat));
            }
        }
    }

    sealed class ByBytes : IComparer<(string Jid, long Chat)>
    {
        public static ByBytes Instance { get; } = new();

        public int Compare((string Jid, long Chat) x, (string Jid, long Chat) y)
        {
            int byJid = string.CompareOrdinal(x.Jid, y.Jid);
            return byJid != 0 ? byJid : x.Chat.CompareTo(y.Chat);
        }
    }
}
