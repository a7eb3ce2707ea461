namespace HistoryImport.Sqlite;

/// <summary>Takes what erased messages asked for out of the media ledger, inside the transaction that erases them.</summary>
static class MediaEraser
{
    public static void Erase(DbSession session, long connection, ErasureOrder order)
    {
        int forgotten = order.IsWhole ? Change(session, MediaSql.ForgetAll, connection) : 0;
        forgotten += order.OlderThan is { } bound ? ForgetOld(session, MediaSql.ForgetOld, connection, bound) : 0;
        forgotten += order.MediaKeysOlderThan is { } keys ? ForgetOld(session, MediaSql.ForgetKeys, connection, keys) : 0;
        foreach (Jid chat in order.Chats)
        {
            forgotten += Change(session, MediaSql.ForgetChat, connection, chat.Value);
            Change(session, MediaSql.ForgetAsked, connection, chat.Value);
        }

        forgotten += order.Persons.Sum(person => Change(session, MediaSql.ForgetSender, connection, person.Value));
        if (forgotten > 0)
        {
            Change(session, MediaSql.AddRemovals, connection);
            Change(session, MediaSql.RemoveUnasked, connection);
        }
    }

    static int ForgetOld(DbSession session, string sql, long connection, long bound)
    {
        session.Get(sql).Bind(2, bound);
        return Change(session, sql, connection);
    }

    static int Change(DbSession session, string sql, long connection, string? text = null)
    {
        Statement change = session.Get(sql);
        change.Bind(1, connection);
        if (text is not null)
        {
            change.Bind(2, text);
        }

        return change.ExecuteChanges();
    }
}
