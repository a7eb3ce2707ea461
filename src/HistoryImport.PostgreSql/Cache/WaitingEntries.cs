namespace HistoryImport.PostgreSql;

/// <summary>Has what waits for its message rest, inside the transaction that writes rows.</summary>
/// <remarks>Of two transactions, one that writes a message and one that offers what waits for it, one waits for the other: either the second sees the row,
/// or it ends the rest.</remarks>
/// <param name="batch">The batch.</param>
/// <param name="isOfThisCache">Whether its entries are of this database.</param>
sealed class WaitingEntries(MessageBatch batch, bool isOfThisCache)
{
    readonly List<long> _met = [];

    /// <summary>Makes the statements that let rest what the batch offers, before anything is looked up that may have come by now, chats included.</summary>
    /// <remarks>What finds its row is removed at the end of the transaction, rest or not.</remarks>
    public IEnumerable<Statement> Rest(DbSession session, ConnectionKey connection)
    {
        Acknowledgement[] offered = isOfThisCache ? [.. batch.Acknowledgements.Where(entry => entry.Rest != AmendmentRest.None && entry.Of >= 0)] : [];
        return offered.Length == 0
            ? []
            : [KeyLookup.Find(session, connection, RestSql.PutToRest)
                .Add([.. offered.Select(entry => entry.EntryId)]).Add([.. offered.Select(entry => (short)entry.Rest)])
                .Add([.. offered.Select(entry => (string?)batch.Items[entry.Of].Key.Id)])];
    }

    /// <summary>Makes the statements that ask what waits for the rows of the batch.</summary>
    public IEnumerable<Statement> Find(DbSession session, ConnectionKey connection)
    {
        string[] ids = [.. batch.Items.Where(item => !item.OnlyAmends).Select(item => item.Key.Id).Distinct(StringComparer.Ordinal)];
        return ids.Length == 0 ? [] : [KeyLookup.FindPrepared(session, connection, RestSql.WaitingFor).Add(ids).OnRow(row => _met.Add(row.GetInt64(0)))];
    }

    /// <summary>Has the next statement end the rest of what was found.</summary>
    public void Wake(DbSession session, long connection)
    {
        if (_met.Count > 0)
        {
            session.RunWithNext(session.Get(RestSql.Wake).Add(connection).Add([.. _met.Distinct().Order()]));
        }
    }
}
