namespace HistoryImport.PostgreSql;

/// <summary>Writes items without content inside a transaction: they change rows that are there, and only those.</summary>
sealed class AmendmentWriter(DbSession session, UpsertOutcome[] outcomes, CancellationToken cancellationToken)
{
    /// <summary>Writes rows, which are in their order and counted as missing.</summary>
    /// <returns>Those whose message is there.</returns>
    public async ValueTask<List<MessageRow>> WriteAsync(List<MessageRow> rows)
    {
        // What names either direction is a reaction and has nothing for the row itself.
        List<MessageRow> exact = await ThereAsync(rows, either: false).ConfigureAwait(false);
        List<MessageRow> either = await ThereAsync(rows, either: true).ConfigureAwait(false);
        List<MessageRow> there = [.. exact, .. either];
        foreach (MessageRow row in there)
        {
            outcomes[row.Item] = UpsertOutcome.Duplicate;
        }

        await AmendAsync(exact).ConfigureAwait(false);
        return there;
    }

    async ValueTask<List<MessageRow>> ThereAsync(List<MessageRow> rows, bool either)
    {
        List<MessageRow> asked = [.. rows.Where(row => row.Upsert.MatchesEitherDirection == either)];
        if (asked.Count == 0)
        {
            return asked;
        }

        Statement exist = either
            ? session.Get(MessageSql.EitherExist).Add(ContentWriter.Column(asked, row => row.Chat)).Add(ContentWriter.Column<string?>(asked, row => row.Key.Id))
            : ContentWriter.Keys(session.Get(MessageSql.Exist), asked);
        return await exist.ListAsync(row => asked[(int)row.GetInt64(0)], cancellationToken).ConfigureAwait(false);
    }

    async ValueTask AmendAsync(List<MessageRow> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        Statement amend = ContentWriter.Keys(session.Get(MessageSql.Amend), rows)
            .Add(ContentWriter.Column(rows, row => row.Upsert.Timestamp))
            .Add(ContentWriter.Column(rows, row => (short?)row.Upsert.Status))
            .Add(ContentWriter.Column(rows, row => row.Upsert.IsRevoked))
            .Add(ContentWriter.Column(rows, row => row.Upsert.PushName))
            .Add(ContentWriter.Column(rows, row => row.Upsert.WireChat))
            .Add(ContentWriter.Column(rows, row => row.Upsert.Edit?.TimestampMs))
            .Add(ContentWriter.Column(rows, row => row.Upsert.Edit?.EnvelopeId))
            .Add(ContentWriter.Column(rows, row => row.Upsert.Edit?.Body));
        foreach (MessageRow changed in await amend.ListAsync(row => rows[(int)row.GetInt64(0)], cancellationToken).ConfigureAwait(false))
        {
            outcomes[changed.Item] = UpsertOutcome.Updated;
        }
    }
}
