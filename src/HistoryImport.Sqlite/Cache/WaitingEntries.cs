namespace HistoryImport.Sqlite;

/// <summary>Has what waits for its message rest, inside the transaction that writes rows.</summary>
static class WaitingEntries
{
    /// <summary>Ends the rest of what may be for the rows of a batch, and lets rest what the batch offers.</summary>
    /// <remarks>What finds its row is removed at the end of the transaction, rest or not.</remarks>
    public static void Rest(DbSession session, long connection, MessageBatch batch, bool isOfThisCache)
    {
        Wake(session, connection, batch.Items);
        if (!isOfThisCache)
        {
            return;
        }

        foreach (Acknowledgement entry in batch.Acknowledgements)
        {
            if (entry.Rest != AmendmentRest.None && entry.Of >= 0)
            {
                Statement rest = session.Get(CacheSql.PutToRest);
                rest.Bind(1, entry.EntryId);
                rest.Bind(2, connection);
                rest.Bind(3, (long)entry.Rest);
                rest.Bind(4, batch.Items[entry.Of].Key.Id);
                rest.Execute();
            }
        }
    }

    static void Wake(DbSession session, long connection, IReadOnlyList<MessageUpsert> items)
    {
        Statement any = session.Get(CacheSql.AnyWaits);
        any.Bind(1, connection);
        if (any.ExecuteInt64() is null)
        {
            return;
        }

        Statement wake = session.Get(CacheSql.Wake);
        foreach (MessageUpsert item in items)
        {
            if (!item.OnlyAmends)
            {
                wake.Bind(1, connection);
                wake.Bind(2, item.Key.Id);
                wake.Execute();
            }
        }
    }
}
