namespace HistoryImport.PostgreSql;

/// <summary>Has what waits for its message rest, inside the transaction that writes rows.</summary>
/// <remarks>Before any row is looked for or written: of two transactions, one that writes a message and one that offers what waits for it, the second then
/// waits for the first and sees what it wrote.</remarks>
sealed class WaitingEntries(MessageBatch batch)
{
    readonly List<long> _met = [];

    /// <summary>Makes the statement that asks what waits for the rows of the batch; there is none if it makes none.</summary>
    public IEnumerable<Statement> Find(DbSession session, ConnectionKey connection)
    {
        string[] ids = [.. batch.Items.Where(item => !item.OnlyAmends).Select(item => item.Key.Id).Distinct(StringComparer.Ordinal)];
        return ids.Length == 0 ? [] : [KeyLookup.FindPrepared(session, connection, RestSql.WaitingFor).Add(ids).OnRow(row => _met.Add(row.GetInt64(0)))];
    }

    /// <summary>Has the next statement end the rest of what was met, and let rest what the batch offers.</summary>
    /// <remarks>What finds its row is removed at the end of the transaction, rest or not.</remarks>
    public void Rest(DbSession session, long connection, bool isOfThisCache)
    {
        if (_met.Count > 0)
        {
            session.RunWithNext(session.Get(RestSql.Wake).Add(connection).Add([.. _met.Distinct().Order()]));
        }

        Acknowledgement[] offered = isOfThisCache ? [.. batch.Acknowledgements.Where(entry => entry.Rest != AmendmentRest.None && entry.Of >= 0)] : [];
        if (offered.Length > 0)
        {
            session.RunWithNext(session.Get(RestSql.PutToRest).Add(connection)
                .Add([.. offered.Select(entry => entry.EntryId)]).Add([.. offered.Select(entry => (short)entry.Rest)])
                .Add([.. offered.Select(entry => (string?)batch.Items[entry.Of].Key.Id)]));
        }
    }
}
