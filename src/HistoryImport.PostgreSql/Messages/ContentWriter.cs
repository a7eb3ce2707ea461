namespace HistoryImport.PostgreSql;

/// <summary>Writes items with content inside a transaction.</summary>
/// <param name="session">The transaction.</param>
/// <param name="media">Writes the descriptors of media.</param>
/// <param name="raw">Writes the raw payloads.</param>
/// <param name="expected">Whether each item of the batch probably has a row: then it is merged.</param>
/// <param name="outcomes">What became of each item.</param>
/// <param name="cancellationToken">Cancels.</param>
sealed class ContentWriter(
    DbSession session, MediaColumn media, RawColumn raw, bool[] expected, UpsertOutcome[] outcomes, CancellationToken cancellationToken)
{
    /// <summary>Writes rows, which are in their order.</summary>
    /// <returns>Whether any was there that was not expected.</returns>
    public async ValueTask<bool> WriteAsync(List<MessageRow> rows, WritePath path)
    {
        if (rows.Count == 0)
        {
            return false;
        }

        HashSet<int> existing = path == WritePath.CopyMissing ? await ExistingAsync(rows.FindAll(row => !expected[row.Item])).ConfigureAwait(false) : [];
        List<MessageRow> merged = rows.FindAll(row => !IsCopied(row));
        if (merged.Count < rows.Count)
        {
            await CopyAsync(rows, IsCopied).ConfigureAwait(false);
        }

        Merge(merged);
        return path == WritePath.MergeAll || existing.Count > 0;

        bool IsCopied(MessageRow row) => path != WritePath.MergeAll && !expected[row.Item] && !existing.Contains(row.Item);
    }

    async ValueTask<HashSet<int>> ExistingAsync(List<MessageRow> rows) => rows.Count == 0
        ? []
        : [.. await Keys(session.Get(MessageSql.Exist), rows).ListAsync(row => rows[(int)row.GetInt64(0)].Item, cancellationToken).ConfigureAwait(false)];

    // Most often nearly all are copied: they are passed over where they stand.
    async ValueTask CopyAsync(List<MessageRow> rows, Predicate<MessageRow> isCopied)
    {
        CopyWriter copy = await session.CopyAsync(MessageSql.Copy, cancellationToken).ConfigureAwait(false);
        await using (copy.ConfigureAwait(false))
        {
            foreach (MessageRow row in rows)
            {
                if (!isCopied(row))
                {
                    continue;
                }

                outcomes[row.Item] = UpsertOutcome.Inserted;
                await copy.BeginRowAsync(MessageSql.CopyFields, cancellationToken).ConfigureAwait(false);
                Write(copy, row);
            }

            await copy.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    void Write(CopyWriter copy, MessageRow row)
    {
        MessageUpsert item = row.Upsert;
        MessageContent content = item.Content!;
        Span<byte> version = stackalloc byte[ContentVersion.Length];
        item.Version.CopyTo(version);
        copy.Write(row.Chat);
        copy.Write(item.Key.Id);
        copy.Write(item.Key.FromMe);
        copy.Write(item.Key.Sender.Value);
        copy.Write(item.Timestamp);
        WriteStatus(copy, item.Status);
        copy.Write(item.IsRevoked);
        copy.Write(version);
        copy.Write(KindColumn.Name(content.Kind));
        copy.Write(item.PushName);
        copy.Write(item.WireChat);
        copy.Write(item.Edit?.TimestampMs);
        copy.Write(item.Edit?.EnvelopeId);
        copy.Write(item.Edit?.Body);
        copy.Write(content.Body);
        WriteMedia(copy, content.Media);
        WriteRaw(copy, raw.Write(content));
        copy.Write(item.WireId?.Id);
        WriteLive(copy, item.WireId);
        copy.Write(item.MediaId);
        Span<byte> digest = stackalloc byte[MessageDigest.Length];
        MessageDigest.Of(item).CopyTo(digest);
        copy.Write(digest);
    }

    void WriteMedia(CopyWriter copy, MediaDescriptor? descriptor)
    {
        if (descriptor is null)
        {
            copy.WriteNull();
        }
        else
        {
            copy.Write(media.Write(descriptor));
        }
    }

    static void WriteStatus(CopyWriter copy, MessageStatus? status)
    {
        if (status is { } known)
        {
            copy.Write((short)known);
        }
        else
        {
            copy.WriteNull();
        }
    }

    static void WriteLive(CopyWriter copy, MessageWireId? wireId)
    {
        if (wireId is null)
        {
            copy.WriteNull();
        }
        else
        {
            copy.Write(wireId.IsLive);
        }
    }

    static void WriteRaw(CopyWriter copy, ReadOnlySpan<byte> raw)
    {
        if (raw.IsEmpty)
        {
            copy.WriteNull();
        }
        else
        {
            copy.Write(raw);
        }
    }

    // Together with what comes next: nothing that follows needs the outcomes before the transaction ends.
    void Merge(List<MessageRow> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var items = rows.ToDictionary(row => (row.Chat, row.Key.Id, row.Key.FromMe, row.Key.Sender.Value), row => row.Item);
        Statement upsert = Keys(session.GetPrepared(MessageSql.Upsert), rows)
            .Add(Column(rows, row => row.Upsert.Timestamp))
            .Add(Column(rows, row => (short?)row.Upsert.Status))
            .Add(Column(rows, row => row.Upsert.IsRevoked))
            .Add(Column<byte[]?>(rows, row => row.Upsert.Version.ToBytes()))
            .Add(Column<string?>(rows, row => row.Upsert.Content!.Kind.ToName()))
            .Add(Column(rows, row => row.Upsert.PushName))
            .Add(Column(rows, row => row.Upsert.WireChat))
            .Add(Column(rows, row => row.Upsert.Edit?.TimestampMs))
            .Add(Column(rows, row => row.Upsert.Edit?.EnvelopeId))
            .Add(Column(rows, row => row.Upsert.Edit?.Body))
            .Add(Column<string?>(rows, row => row.Upsert.Content!.Body))
            .Add(Column(rows, row => media.Text(row.Upsert.Content!.Media)))
            .Add(Column(rows, row => raw.ToArray(row.Upsert.Content!)))
            .Add(Column(rows, row => row.Upsert.WireId?.Id))
            .Add(Column(rows, row => row.Upsert.WireId?.IsLive))
            .Add(Column(rows, row => row.Upsert.MediaId))
            .Add(Column<byte[]?>(rows, row => MessageDigest.Of(row.Upsert).ToBytes()));
        session.RunWithNext(upsert.OnRow(row =>
            outcomes[items[(row.GetInt64(0), row.GetString(1), row.GetBoolean(2), row.GetString(3))]] =
                row.GetBoolean(4) ? UpsertOutcome.Inserted : UpsertOutcome.Updated));
    }

    /// <summary>Adds the four parameters that every statement about keys begins with.</summary>
    public static Statement Keys(Statement statement, List<MessageRow> rows) => statement
        .Add(Column(rows, row => row.Chat))
        .Add(Column<string?>(rows, row => row.Key.Id))
        .Add(Column(rows, row => row.Key.FromMe))
        .Add(Column<string?>(rows, row => row.Key.Sender.Value));

    public static T[] Column<T>(List<MessageRow> rows, Func<MessageRow, T> value)
    {
        var column = new T[rows.Count];
        for (int i = 0; i < column.Length; i++)
        {
            column[i] = value(rows[i]);
        }

        return column;
    }
}
