using System.Text;
using Microsoft.EntityFrameworkCore;

namespace HistoryImport.EntityFrameworkCore;

/// <summary>Removes what one step of an erasure found, and knows what to tell of it.</summary>
sealed class ErasedPiece(Session session, long connection)
{
    static readonly Column<(long Chat, string Id)>[] _pair = [new("chat_id", ColumnType.Number, pair => pair.Chat), new("id", ColumnType.Text, pair => pair.Id)];

    static readonly Column<StoredMessage>[] _key =
    [
        new("chat_id", ColumnType.Number, row => row.ChatId), new("id", ColumnType.Text, row => row.Id),
        new("from_me", ColumnType.Flag, row => row.FromMe), new("sender", ColumnType.Text, row => row.Sender),
    ];

    const string MediaKey = "key";

    readonly List<MessageChange> _erased = [];
    readonly HashSet<ReactionPlace> _changed = [];
    readonly HashSet<(long Chat, string Id)> _emptied = [];

    public ErasureStep Sum { get; private set; } = new();

    public void Names(int count) => Sum = Sum with { Names = Sum.Names + count };

    public void Reactions(int count) => Sum = Sum with { Reactions = Sum.Reactions + count };

    public async Task DeleteRowsAsync(IReadOnlyList<RowPlace> places)
    {
        await new BookWriter(session).DeleteAsync([.. places]).ConfigureAwait(false);
        _erased.AddRange(places.Select(ChangeList.Erased));
        Sum = Sum with { Messages = Sum.Messages + places.Count };
    }

    public async Task DeleteReactionsAsync(IReadOnlyList<StoredReaction> reactions)
    {
        await new ReactionWriter(session).DeleteAsync([.. reactions.Select(row => (StoredState.Place(row), row.ReactorFromMe, JidColumn.Read(row.Reactor)))]).ConfigureAwait(false);
        _changed.UnionWith(reactions.Select(StoredState.Place));
        Reactions(reactions.Count);
    }

    /// <summary>Deletes the reactions to rows that were deleted, unless they belong to another one, too.</summary>
    public async Task DeleteReactionsToNobodyAsync(IReadOnlyList<RowPlace> deleted)
    {
        MessageBook book = await LoadAsync([.. deleted.Select(place => (place.Chat, place.Key.Id)).Distinct()]).ConfigureAwait(false);
        var kept = book.Rows.Select(row => ReactionPlace.Of(row.Place)).ToHashSet();
        (ReactionPlace, bool, Jid)[] gone =
            [.. book.Reactions.Places.Where(place => !kept.Contains(place)).SelectMany(place => book.Reactions.Of(place).Select(one => (place, one.FromMe, one.Sender)))];
        await new ReactionWriter(session).DeleteAsync(gone).ConfigureAwait(false);
        Reactions(gone.Length);
    }

    /// <summary>Deletes system notes that name somebody who is erased, with their reactions.</summary>
    public async Task DeleteNotesAsync(IReadOnlyList<(long Chat, string Id)> messages, ErasureOrder order)
    {
        if (messages.Count == 0)
        {
            return;
        }

        CommandText command = session.NewCommand();
        string wanted = session.Dialect.Rows(command, "wanted", messages, _pair);
        string note = command.Add(MessageKind.System.ToName());
        List<StoredMessage> notes = await session.EntitiesAsync<StoredMessage>(
            $"SELECT * FROM {session.Tables.Messages} WHERE (chat_id, id) IN (SELECT chat_id, id FROM {wanted}) AND kind = {note} AND body <> ''", command).ConfigureAwait(false);
        notes.RemoveAll(row => !order.IsNamedIn(row.Body));
        if (notes.Count == 0)
        {
            return;
        }

        Dictionary<long, Jid> chats = await ChatsAsync(notes.Select(row => row.ChatId)).ConfigureAwait(false);
        RowPlace[] places = [.. notes.Select(row => new RowPlace(row.ChatId, new MessageKey(chats[row.ChatId], JidColumn.Read(row.Sender), row.FromMe, row.Id)))];
        await DeleteRowsAsync(places).ConfigureAwait(false);
        await DeleteReactionsToNobodyAsync(places).ConfigureAwait(false);
    }

    /// <summary>Empties the raw payloads of messages that name somebody who is erased.</summary>
    public async Task EmptyRawAsync(IReadOnlyList<(long Chat, string Id)> messages, ErasureOrder order)
    {
        if (messages.Count == 0)
        {
            return;
        }

        // The database finds the bytes, but not whether they are a word.
        CommandText command = session.NewCommand();
        string wanted = session.Dialect.Rows(command, "wanted", messages, _pair);
        string isShortened = $"substr(raw, 1, 1) = {command.Add(RawColumn.Shortened.ToArray())}";
        string holds = string.Join(" OR ", order.Addresses.Select(address => Names(command.Add(Encoding.UTF8.GetBytes(address)), isShortened)));
        List<StoredMessage> rows = await session.EntitiesAsync<StoredMessage>(
            $"SELECT * FROM {session.Tables.Messages} WHERE (chat_id, id) IN (SELECT chat_id, id FROM {wanted}) AND raw IS NOT NULL AND ({holds})", command).ConfigureAwait(false);
        rows.RemoveAll(row => !order.IsNamedIn(StoredState.State(row).Content!.Raw.Span));
        int count = await ChangeAsync(rows, _key, session.NewCommand(), "raw = NULL", "raw IS NOT NULL").ConfigureAwait(false);
        Sum = Sum with { RawPayloads = Sum.RawPayloads + count };
    }

    // What a shortened payload lacks stands in one of the other two.
    string Names(string address, string isShortened) =>
        $"{session.Dialect.Holds("raw", address)} OR {isShortened} AND ({session.Dialect.Holds(session.Dialect.Bytes("body"), address)} OR {session.Dialect.Holds(session.Dialect.Bytes("media"), address)})";

    /// <summary>Takes the keys of media out of messages that are older than a time, and empties their raw payloads.</summary>
    public async Task RemoveKeysAsync(IReadOnlyList<(long Chat, string Id)> messages, long bound)
    {
        CommandText command = session.NewCommand();
        string old = $"timestamp < {command.Add(bound)} AND (raw IS NOT NULL OR {session.Dialect.Has("media", MediaKey)})";
        int count = await ChangeAsync(messages, _pair, command, $"raw = NULL, media = {session.Dialect.Without("media", MediaKey)}", old).ConfigureAwait(false);
        Sum = Sum with { MediaKeys = Sum.MediaKeys + count };
    }

    async Task<int> ChangeAsync<T>(IReadOnlyList<T> rows, Column<T>[] key, CommandText command, string change, string condition)
    {
        if (rows.Count == 0)
        {
            return 0;
        }

        string wanted = session.Dialect.Rows(command, "wanted", rows, key);
        string columns = string.Join(", ", key.Select(column => column.Name));
        List<StoredMessage> changed = await session.EntitiesAsync<StoredMessage>(
            $"""
            UPDATE {session.Tables.Messages} SET {change}
            WHERE ({columns}) IN (SELECT {columns} FROM {wanted}) AND {condition}
            RETURNING *
            """,
            command).ConfigureAwait(false);
        _emptied.UnionWith(changed.Select(row => (row.ChatId, row.Id)));
        return changed.Count;
    }

    /// <summary>Gets what became of messages.</summary>
    public async Task<IReadOnlyList<MessageChange>> ChangesAsync()
    {
        (long Chat, string Id)[] pairs = [.. _changed.Select(place => (place.Chat, place.Id)).Union(_emptied)];
        if (pairs.Length == 0)
        {
            return _erased;
        }

        MessageBook book = await LoadAsync(pairs).ConfigureAwait(false);
        return [.. _erased, .. ChangeList.Updated(book, book.Rows.Where(row => _emptied.Contains((row.Place.Chat, row.Key.Id)) || _changed.Contains(ReactionPlace.Of(row.Place))))];
    }

    async Task<MessageBook> LoadAsync(IReadOnlyList<(long Chat, string Id)> pairs)
    {
        Dictionary<long, Jid> jids = await ChatsAsync(pairs.Select(pair => pair.Chat)).ConfigureAwait(false);
        var book = new MessageBook();
        var loader = new BookLoader(session, connection);
        await loader.LoadAsync(book, jids, pairs).ConfigureAwait(false);
        await loader.LoadReactionsAsync(book, pairs).ConfigureAwait(false);
        return book;
    }

    async Task<Dictionary<long, Jid>> ChatsAsync(IEnumerable<long> chats)
    {
        long[] numbers = [.. chats.Distinct()];
        return await session.Context.Set<StoredChat>().AsNoTracking().Where(chat => numbers.Contains(chat.ChatId))
            .ToDictionaryAsync(chat => chat.ChatId, chat => JidColumn.Read(chat.Jid), session.CancellationToken).ConfigureAwait(false);
    }
}
