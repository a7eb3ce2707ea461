namespace HistoryImport.PostgreSql;

/// <summary>Brings content to rows that are there, inside a transaction.</summary>
sealed class FollowUpWriter(DbSession session, long connection, MediaColumn media, UpsertOutcome[] outcomes, CancellationToken cancellationToken)
{
    /// <param name="items">The batch. Items that name no chat are counted as missing.</param>
    /// <param name="there">The rows of its amendments whose message is there.</param>
    public async ValueTask WriteAsync(IReadOnlyList<MessageUpsert> items, List<MessageRow> there)
    {
        await UpdateAsync(MessageSql.FollowUpInChat, [.. there.Where(row => row.Upsert.IsFollowUp)]).ConfigureAwait(false);
        List<MessageRow> homeless =
            [.. items.Select((item, i) => new MessageRow(i, 0, item)).Where(row => row.Upsert.IsFollowUp && row.Key.Chat.IsNone).OrderBy(row => row.Key.Id, StringComparer.Ordinal)];
        if (homeless.Count == 0)
        {
            return;
        }

        List<MessageRow> found = await session.Get(MessageSql.ExistAnywhere).Add(connection).Add(ContentWriter.Column<string?>(homeless, row => row.Key.Id))
            .ListAsync(row => homeless[(int)row.GetInt64(0)], cancellationToken).ConfigureAwait(false);
        foreach (MessageRow row in found)
        {
            outcomes[row.Item] = UpsertOutcome.Duplicate;
        }

        await UpdateAsync(MessageSql.FollowUpAnywhere, found).ConfigureAwait(false);
    }

    async ValueTask UpdateAsync(string sql, List<MessageRow> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        Statement update = session.Get(sql).Add(connection)
            .Add(ContentWriter.Column<string?>(rows, row => row.Key.Id))
            .Add(ContentWriter.Column<byte[]?>(rows, row => row.Upsert.Version.ToBytes()))
            .Add(ContentWriter.Column<string?>(rows, row => row.Upsert.Content!.Kind.ToName()))
            .Add(ContentWriter.Column<string?>(rows, row => row.Upsert.Content!.Body))
            .Add(ContentWriter.Column(rows, row => media.Text(row.Upsert.Content!.Media)))
            .Add(ContentWriter.Column(rows, row => row.Upsert.Content!.Raw is { IsEmpty: false } raw ? raw.ToArray() : null))
            .Add(ContentWriter.Column(rows, row => row.Upsert.MediaId))
            .Add(ContentWriter.Column(rows, row => row.Chat));
        foreach (MessageRow changed in await update.ListAsync(row => rows[(int)row.GetInt64(0)], cancellationToken).ConfigureAwait(false))
        {
            outcomes[changed.Item] = UpsertOutcome.Updated;
        }
    }
}
