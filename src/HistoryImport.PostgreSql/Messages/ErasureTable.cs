namespace HistoryImport.PostgreSql;

/// <summary>The marks of what was erased.</summary>
static class ErasureTable
{
    public static async ValueTask<ErasureMarks> ReadAsync(DbSession session, ConnectionKey connection, long known, CancellationToken cancellationToken)
    {
        long current = await KeyLookup.FindPrepared(session, connection, EraseSql.Number).NumberAsync(cancellationToken).ConfigureAwait(false) ?? 0;
        if (current == known)
        {
            return new ErasureMarks(current, known == 0 ? [] : null);
        }

        var marks = new List<ErasureMark>();
        await KeyLookup.Find(session, connection, EraseSql.Marks).EachAsync(
            row =>
            {
                current = row.GetInt64(0);
                if (!row.IsDBNull(1))
                {
                    marks.Add(new ErasureMark(row.GetString(1), row.GetGuid(2)));
                }
            },
            cancellationToken).ConfigureAwait(false);
        return new ErasureMarks(current, marks);
    }

    /// <summary>Changes the marks once nobody writes who has not heard of it: whoever does shares the connection's row.</summary>
    public static async ValueTask<bool> ChangeAsync(
        DbSession session, ConnectionKey connection, IReadOnlyCollection<ErasureMark> added, IReadOnlyCollection<Guid> lifted, CancellationToken cancellationToken)
    {
        long number = await KeyLookup.ConnectionAsync(session, connection, KeyLookup.ToJoin, cancellationToken).ConfigureAwait(false);
        await session.RunAsync(
            [
                session.Get(EraseSql.AddMarks).Add(number).Add([.. added.Select(mark => (string?)mark.Mark)])
                    .Add([.. added.Select(mark => (string?)mark.Erasure.ToString())]),
                session.Get(EraseSql.Lift).Add(number).Add([.. lifted.Select(erasure => (string?)erasure.ToString())]),
                session.Get(EraseSql.Raise).Add(number),
            ],
            cancellationToken).ConfigureAwait(false);
        return true;
    }

    public static async ValueTask<IReadOnlyList<ConnectionKey>> ConnectionsAsync(DbSession session, string tenant, CancellationToken cancellationToken) =>
        await session.Get(EraseSql.Connections).Add(tenant).ListAsync(row => new ConnectionKey(tenant, row.GetString(0)), cancellationToken).ConfigureAwait(false);
}
