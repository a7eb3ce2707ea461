namespace HistoryImport.Sqlite;

/// <summary>Refuses the history of another account: whoever paired another phone must purge first.</summary>
static class AccountGuard
{
    public static void Check(Session session, long connection, HistorySet set)
    {
        IReadOnlyList<Jid> known = AliasTable.ReadAccount(session, connection);
        if (known.Count > 0 && set.Account.Count > 0 && !MayBeOne(session, connection, known, set.Account))
        {
            throw new HistoryStorageException(
                "The history set belongs to another account than what is kept of this connection. "
                + "If another phone was paired on purpose, purge the connection first; otherwise give it a connection of its own.");
        }
    }

    // A number and a LID may belong together without anybody having said so yet.
    static bool MayBeOne(Session session, long connection, IReadOnlyList<Jid> known, IReadOnlyList<Jid> account)
    {
        bool isComparable = account.Any(jid => known.Any(other => other.Kind == jid.Kind));
        return !isComparable
            || account.Any(known.Contains)
            || account.Any(jid => AliasTable.Aliases(session, connection, jid).Any(known.Contains));
    }
}
