namespace HistoryImport.Sqlite;

/// <summary>Refuses the history of another account: whoever paired another phone must purge first.</summary>
static class AccountGuard
{
    public static void Check(DbSession session, long connection, HistorySet set)
    {
        if (set.Account.Count == 0)
        {
            return;
        }

        // As a rule the account alone tells; the claims are many.
        var known = new AliasSet { Account = AliasTable.ReadAccount(session, connection) };
        if (!known.MayBelongTo(set.Account) && !AliasTable.Read(session, connection).MayBelongTo(set.Account))
        {
            throw CacheRefusal.OtherAccount();
        }
    }
}
