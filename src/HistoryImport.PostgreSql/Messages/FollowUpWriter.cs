using Npgsql;

namespace HistoryImport.PostgreSql;

/// <summary>Brings content to rows that are there, inside a transaction.</summary>
sealed class FollowUpWriter(DbSession session, long connection, MediaColumn media, RawColumn raw, UpsertOutcome[] outcomes, CancellationToken cancellationToken)
{
    readonly List<(Jid Chat, string Id)> _found = [];

    /// <summary>Gets chat and id of rows that were changed by items which name no chat.</summary>
    public IReadOnlyList<(Jid Chat, string Id)> Found => _found;

    /// <param name="items">The batch. Items that name no chat are counted as missing.</param>
    /// <param name="there">The rows of its amendments whose message is there.</param>
    public async ValueTask WriteAsync(IReadOnlyList<MessageUpsert> items, List<MessageRow> there)
    {
        await UpdateAsync(MessageSql.FollowUpInChat, [.. there.Where(row => row.Upsert.IsFollowUp)], row => row.GetInt64(0)).ConfigureAwait(false);
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

        foreach ((string chat, string id) in await UpdateAsync(
            MessageSql.FollowUpAnywhere, found, row => (row.GetString(1), found[(int)row.GetInt64(0)].Key.Id)).ConfigureAwait(false))
        {
            if (Jid.TryParse(chat, out Jid jid))
            {
                _found.Add((jid, id));
            }
        }
    }

    /// <param name="sql">The statement; it gives the changed items back.</param>
    /// <param name="rows">The items.</param>
    /// <param name="read">Reads what else it gives back.</param>
    async ValueTask<List<T>> UpdateAsync<T>(string sql, List<MessageRow> rows, Func<NpgsqlDataReader, T> read)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        Statement update = session.Get(sql).Add(connection)
            .Add(ContentWriter.Column<string?>(rows, row => row.Key.Id))
            .Add(ContentWriter.Column<byte[]?>(rows, row => row.Upsert.Version.ToBytes()))
            .Add(ContentWriter.Column<string?>(rows, row => row.Upsert.Content!.Kind.ToName()))
            .Add(ContentWriter.Column<string?>(rows, row => row.Upsert.Content!.Body))
            .Add(ContentWriter.Column(rows, row => media.Text(row.Upsert.Content!.Media)))
            .Add(ContentWriter.Column(rows, row => raw.ToArray(row.Upsert.Content!)))
            .Add(ContentWriter.Column(rows, row => row.Upsert.MediaId))
            .Add(ContentWriter.Column(rows, row => row.Chat));
        return await update.ListAsync(
            row =>
            {
                outcomes[rows[(int)row.GetInt64(0)].Item] = UpsertOutcome.Updated;
                return read(row);
            },
            cancellationToken).ConfigureAwait(false);
    }
}
