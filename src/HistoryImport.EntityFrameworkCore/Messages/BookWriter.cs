namespace HistoryImport.EntityFrameworkCore;

/// <summary>Writes what a book has changed, each kind of change by one statement.</summary>
sealed class BookWriter(Session session)
{
    const string MessageKeyColumns = "chat_id, id, from_me, sender";

    static readonly Column<BookRow>[] _key = Key<BookRow>("", row => row.Place);
    static readonly Column<BookRow>[] _keyBefore = Key<BookRow>("old_", row => row.Before!.Value);
    static readonly Column<RowPlace>[] _places = Key<RowPlace>("", place => place);

    static readonly Column<BookRow>[] _values =
    [
        new("timestamp", ColumnType.Number, row => row.State.Timestamp),
        new("status", ColumnType.Number, row => (long?)row.State.Status),
        new("revoked", ColumnType.Flag, row => row.State.IsRevoked),
        new("version", ColumnType.Bytes, row => row.State.Version.ToBytes()),
        new("kind", ColumnType.Text, row => row.State.Content!.Kind.ToName()),
        new("push_name", ColumnType.Text, row => row.State.PushName),
        new("wire_chat", ColumnType.Text, row => row.State.WireChat),
        new("edit_time", ColumnType.Number, row => row.State.Edit?.TimestampMs),
        new("edit_envelope", ColumnType.Text, row => row.State.Edit?.EnvelopeId),
        new("edit_body", ColumnType.LongText, row => row.State.Edit?.Body),
        new("body", ColumnType.LongText, row => row.State.Content!.Body),
        new("media", ColumnType.LongText, Media),
        new("raw", ColumnType.Bytes, row => new RawColumn().ToArray(row.State.Content!)),
        new("wire_id", ColumnType.Text, row => row.State.WireId?.Id),
        new("wire_live", ColumnType.Flag, row => row.State.WireId?.IsLive),
        new("media_id", ColumnType.Text, row => row.State.MediaId),
        new("digest", ColumnType.Bytes, row => row.Digest),
        new("own", ColumnType.Flag, row => row.IsOwn),
    ];

    static readonly Column<BookRow>[] _all = [.. _key, .. _values];
    static readonly string _columns = string.Join(", ", _all.Select(column => column.Name));
    static readonly string _assignments = string.Join(", ", _values.Select(column => $"{column.Name} = excluded.{column.Name}"));

    public async Task WriteAsync(MessageBook book)
    {
        BookRow[] rows = [.. book.Rows];
        await MoveAsync([.. rows.Where(row => row.Before is not null && row.Fate != RowFate.Gone)]).ConfigureAwait(false);
        await DeleteAsync([.. rows.Where(row => row.Fate == RowFate.Gone).Select(row => row.Place)]).ConfigureAwait(false);
        await PutAsync([.. rows.Where(row => row.Fate is RowFate.Inserted or RowFate.Updated)]).ConfigureAwait(false);
        var reactions = new ReactionWriter(session);
        await reactions.DeleteAsync(book.Reactions.Gone).ConfigureAwait(false);
        await reactions.PutAsync(book.Reactions.Changed).ConfigureAwait(false);
    }

    public async Task DeleteAsync(RowPlace[] places)
    {
        if (places.Length == 0)
        {
            return;
        }

        CommandText command = session.NewCommand();
        string gone = session.Dialect.Rows(command, "gone", places, _places);
        await session.ExecuteAsync(
            $"DELETE FROM {session.Tables.Messages} WHERE ({MessageKeyColumns}) IN (SELECT {MessageKeyColumns} FROM {gone})", command).ConfigureAwait(false);
    }

    async Task PutAsync(BookRow[] rows)
    {
        if (rows.Length == 0)
        {
            return;
        }

        // The connection is held, so that what was not there is not there: the conflict is how rows that were are written by the same statement.
        CommandText command = session.NewCommand();
        await session.ExecuteAsync(
            $"""
            INSERT INTO {session.Tables.Messages}({_columns}) SELECT {_columns} FROM {session.Dialect.Rows(command, "given", rows, _all)} WHERE true
            ON CONFLICT({MessageKeyColumns}) DO UPDATE SET {_assignments}
            """,
            command).ConfigureAwait(false);
    }

    async Task MoveAsync(BookRow[] rows)
    {
        if (rows.Length == 0)
        {
            return;
        }

        CommandText command = session.NewCommand();
        string moved = session.Dialect.Rows(command, "moved", rows, [.. _key, .. _keyBefore, new("digest", ColumnType.Bytes, row => row.Digest)]);
        await session.ExecuteAsync(
            $"""
            UPDATE {session.Tables.Messages} AS messages
            SET chat_id = moved.chat_id, id = moved.id, from_me = moved.from_me, sender = moved.sender, digest = moved.digest FROM {moved}
            WHERE messages.chat_id = moved.old_chat_id AND messages.id = moved.old_id AND messages.from_me = moved.old_from_me AND messages.sender = moved.old_sender
            """,
            command).ConfigureAwait(false);
    }

    static Column<T>[] Key<T>(string prefix, Func<T, RowPlace> place) =>
    [
        new($"{prefix}chat_id", ColumnType.Number, one => place(one).Chat), new($"{prefix}id", ColumnType.Text, one => place(one).Key.Id),
        new($"{prefix}from_me", ColumnType.Flag, one => place(one).Key.FromMe), new($"{prefix}sender", ColumnType.Text, one => place(one).Key.Sender.Value),
    ];

    static string? Media(BookRow row)
    {
        if (row.State.Content!.Media is not { } descriptor)
        {
            return null;
        }

        using var media = new MediaColumn();
        return media.Text(descriptor);
    }
}
