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
        List<MessageRow> there = [.. exact, .. either, .. await OfAnySenderAsync(rows).ConfigureAwait(false)];
        foreach (MessageRow row in there)
        {
            outcomes[row.Item] = UpsertOutcome.Duplicate;
        }

        await AmendAsync(exact).ConfigureAwait(false);
        return there;
    }

    async ValueTask<List<MessageRow>> ThereAsync(List<MessageRow> rows, bool either)
    {
        List<MessageRow> asked = [.. rows.Where(row => row.Upsert.MatchesEitherDirection == either && !IsForAnySender(row))];
        if (asked.Count == 0)
        {
            return asked;
        }

        Statement exist = either ? ById(MessageSql.EitherExist, asked) : ContentWriter.Keys(session.Get(MessageSql.Exist), asked);
        return await exist.ListAsync(row => asked[(int)row.GetInt64(0)], cancellationToken).ConfigureAwait(false);
    }

    // Reactions in a group are kept with the sender of their message: one becomes as many as there are messages with that id.
    async ValueTask<List<MessageRow>> OfAnySenderAsync(List<MessageRow> rows)
    {
        List<MessageRow> asked = [.. rows.Where(IsForAnySender)];
        return asked.Count == 0
            ? asked
            : await ById(MessageSql.SendersOf, asked).ListAsync(row => Of(asked[(int)row.GetInt64(0)], row.GetBoolean(1), row.GetString(2)), cancellationToken).ConfigureAwait(false);
    }

    Statement ById(string sql, List<MessageRow> rows) =>
        session.Get(sql).Add(ContentWriter.Column(rows, row => row.Chat)).Add(ContentWriter.Column<string?>(rows, row => row.Key.Id));

    static bool IsForAnySender(MessageRow row) => row.Upsert is { MatchesEitherDirection: true, IsFollowUp: false, Key.Chat.Kind: JidKind.Group };

    static MessageRow Of(MessageRow row, bool fromMe, string sender)
    {
        _ = Jid.TryParse(sender, out Jid person);
        return row with { Upsert = row.Upsert with { Key = row.Key with { FromMe = fromMe, Sender = person } } };
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
