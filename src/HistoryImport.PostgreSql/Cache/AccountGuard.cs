namespace HistoryImport.PostgreSql;

/// <summary>Refuses the history of another account: whoever paired another phone must purge first.</summary>
static class AccountGuard
{
    public static async ValueTask CheckAsync(DbSession session, ConnectionKey connection, HistorySet set, CancellationToken cancellationToken)
    {
        if (set.Account.Count == 0)
        {
            return;
        }

        // As a rule the account alone tells; the claims are many.
        var known = new AliasSet { Account = await AliasTable.ReadAccountAsync(session, connection, cancellationToken).ConfigureAwait(false) };
        if (!known.MayBelongTo(set.Account)
            && !(await AliasTable.ReadAsync(session, connection, cancellationToken).ConfigureAwait(false)).MayBelongTo(set.Account))
        {
            throw CacheRefusal.OtherAccount();
        }
    }
}
