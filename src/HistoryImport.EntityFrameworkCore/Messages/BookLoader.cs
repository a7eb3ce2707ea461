using Microsoft.EntityFrameworkCore;

namespace HistoryImport.EntityFrameworkCore;

/// <summary>Fills a book with the rows that a transaction may change.</summary>
sealed class BookLoader(Session session, long connection)
{
    static readonly Column<(long Chat, string Id)> _chat = new("chat_id", ColumnType.Number, pair => pair.Chat);
    static readonly Column<(long Chat, string Id)> _id = new("id", ColumnType.Text, pair => pair.Id);

    /// <summary>Loads what a batch may change, and makes the chats that get a row.</summary>
    /// <param name="items">The batch.</param>
    /// <param name="withReactions">Whether reactions are wanted of every row, or only where the batch has some.</param>
    public async Task<(MessageBook Book, ChatBook Chats)> LoadAsync(IReadOnlyList<MessageUpsert> items, bool withReactions)
    {
        var book = new MessageBook();
        var chats = new ChatBook(session, connection);
        await chats.FindAsync([.. items.Select(item => item.Key.Chat).Where(chat => !chat.IsNone).Distinct()]).ConfigureAwait(false);
        await chats.AddAsync(items.Where(item => !item.OnlyAmends).Select(item => item.Key.Chat).Distinct()).ConfigureAwait(false);

        // What a chat of this very transaction holds is known: nothing.
        MessageUpsert[] known = [.. items.Where(item => chats.Number(item.Key.Chat) is not null && !chats.IsNew(item.Key.Chat))];
        var jids = known.Select(item => item.Key.Chat).Distinct().ToDictionary(chat => chats.Number(chat)!.Value);
        await LoadAsync(book, jids, Pairs(known, chats)).ConfigureAwait(false);
        await LoadReactionsAsync(book, Pairs(known.Where(item => withReactions || item.Reactions.Count > 0), chats)).ConfigureAwait(false);
        await LoadAnywhereAsync(book, [.. items.Where(item => item.Key.Chat.IsNone).Select(item => item.Key.Id).Distinct()], withReactions).ConfigureAwait(false);
        return (book, chats);
    }

    /// <summary>Loads rows by chat and id, whoever sent them.</summary>
    /// <param name="book">What takes them.</param>
    /// <param name="jids">The chats by number.</param>
    /// <param name="pairs">Chats and ids, each once.</param>
    public async Task LoadAsync(MessageBook book, IReadOnlyDictionary<long, Jid> jids, IReadOnlyList<(long Chat, string Id)> pairs)
    {
        foreach (StoredMessage row in await OfPairsAsync<StoredMessage>(session.Tables.Messages, pairs).ConfigureAwait(false))
        {
            book.Add(StoredState.Row(row, jids[row.ChatId]));
        }
    }

    /// <summary>Loads reactions by chat and id.</summary>
    public async Task LoadReactionsAsync(MessageBook book, IReadOnlyList<(long Chat, string Id)> pairs)
    {
        foreach (StoredReaction row in await OfPairsAsync<StoredReaction>(session.Tables.Reactions, pairs).ConfigureAwait(false))
        {
            book.Reactions.Load(StoredState.Place(row), StoredState.Reaction(row));
        }
    }

    async Task<List<T>> OfPairsAsync<T>(string table, IReadOnlyList<(long Chat, string Id)> pairs)
        where T : class
    {
        if (pairs.Count == 0)
        {
            return [];
        }

        CommandText command = session.NewCommand();
        string wanted = session.Dialect.Rows(command, "wanted", pairs, _chat, _id);
        return await session.EntitiesAsync<T>(
            $"SELECT found.* FROM {wanted} CROSS JOIN {table} AS found WHERE found.chat_id = wanted.chat_id AND found.id = wanted.id", command).ConfigureAwait(false);
    }

    // Media that comes later and names no chat.
    async Task LoadAnywhereAsync(MessageBook book, IReadOnlyList<string> ids, bool withReactions)
    {
        if (ids.Count == 0)
        {
            return;
        }

        CommandText command = session.NewCommand();
        string wanted = session.Dialect.Rows(command, "wanted", ids, new Column<string>("id", ColumnType.Text, id => id));
        List<StoredMessage> rows = await session.EntitiesAsync<StoredMessage>(
            $"""
            SELECT found.* FROM {wanted} CROSS JOIN {session.Tables.Messages} AS found CROSS JOIN {session.Tables.Chats} AS chats
            WHERE found.id = wanted.id AND found.wire_id IS NOT NULL AND found.from_me AND chats.chat_id = found.chat_id AND chats.connection_id = {command.Add(connection)}
            """,
            command).ConfigureAwait(false);
        long[] numbers = [.. rows.Select(row => row.ChatId).Distinct()];
        Dictionary<long, Jid> jids = await session.Context.Set<StoredChat>().AsNoTracking().Where(chat => numbers.Contains(chat.ChatId))
            .ToDictionaryAsync(chat => chat.ChatId, chat => JidColumn.Read(chat.Jid), session.CancellationToken).ConfigureAwait(false);
        BookRow[] missing = [.. rows.Select(row => StoredState.Row(row, jids[row.ChatId])).Where(row => !book.Contains(row.Key))];
        Array.ForEach(missing, book.Add);
        if (withReactions)
        {
            var loaded = book.Reactions.Places.Select(place => (place.Chat, place.Id)).ToHashSet();
            await LoadReactionsAsync(book, [.. missing.Select(row => (row.Place.Chat, row.Key.Id)).Distinct().Where(pair => !loaded.Contains(pair))]).ConfigureAwait(false);
        }
    }

    static List<(long Chat, string Id)> Pairs(IEnumerable<MessageUpsert> items, ChatBook chats) =>
        [.. items.Select(item => (chats.Number(item.Key.Chat)!.Value, item.Key.Id)).Distinct()];
}
