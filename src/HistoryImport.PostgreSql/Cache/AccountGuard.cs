namespace HistoryImport.PostgreSql;

/// <summary>Refuses the history of another account: whoever paired another phone must purge first.</summary>
static class AccountGuard
{
    public static async ValueTask CheckAsync(Session session, long connection, HistorySet set, CancellationToken cancellationToken)
    {
        if (set.Account.Count == 0)
        {
            return;
        }

        IReadOnlyList<Jid> known = await AliasTable.ReadAccountAsync(session, connection, cancellationToken).ConfigureAwait(false);
        if (known.Count > 0 && !await MayBeOneAsync(session, connection, known, set.Account, cancellationToken).ConfigureAwait(false))
        {
            throw new HistoryStorageException(
                "The history set belongs to another account than what is kept of this connection. "
                + "If another phone was paired on purpose, purge the connection first; otherwise give it a connection of its own.");
        }
    }

    // A number and a LID may belong together without anybody having said so yet.
    static async ValueTask<bool> MayBeOneAsync(
        Session session, long connection, IReadOnlyList<Jid> known, IReadOnlyList<Jid> account, CancellationToken cancellationToken)
    {
        bool isComparable = account.Any(jid => known.Any(other => other.Kind == jid.Kind));
        if (!isComparable || account.Any(known.Contains))
        {
            return true;
        }

        foreach (Jid jid in account)
        {
            IReadOnlyList<Jid> aliases = await AliasTable.AliasesAsync(session, connection, jid, cancellationToken).ConfigureAwait(false);
            if (aliases.Any(known.Contains))
            {
                return true;
            }
        }

        return false;
    }
}
