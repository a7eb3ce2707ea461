namespace HistoryImport.EntityFrameworkCore;

/// <summary>The rows that a transaction may change, as they are, and what becomes of them. The merge itself is the library's, as everywhere.</summary>
/// <remarks>Nobody else writes to the connection meanwhile: what is not here is not there.</remarks>
sealed class MessageBook
{
    readonly Dictionary<MessageKey, BookRow> _rows = [];
    readonly Dictionary<string, List<BookRow>> _byId = new(StringComparer.Ordinal);
    readonly List<Jid> _chatsFound = [];

    public ReactionBook Reactions { get; } = new();

    /// <summary>Gets the rows that are there, and those that went.</summary>
    public IEnumerable<BookRow> Rows => _byId.Values.SelectMany(rows => rows);

    /// <summary>Gets the chats in which items that name no chat changed rows.</summary>
    public IReadOnlyList<Jid> ChatsFound => _chatsFound;

    public bool Contains(MessageKey key) => _rows.ContainsKey(key);

    public BookRow? Find(MessageKey key) => _rows.GetValueOrDefault(key);

    /// <summary>Gets the rows of a chat with one id.</summary>
    public IEnumerable<BookRow> Find(Jid chat, string id) => OfId(id).Where(row => row.Key.Chat == chat && row.Fate != RowFate.Gone);

    public void Add(BookRow row)
    {
        _rows.Add(row.Key, row);
        if (!_byId.TryGetValue(row.Key.Id, out List<BookRow>? rows))
        {
            _byId.Add(row.Key.Id, rows = new(1));
        }

        rows.Add(row);
    }

    /// <summary>Writes an item of a batch.</summary>
    /// <param name="chat">The number of its chat; <see langword="null"/> if that is not there.</param>
    /// <param name="item">The item.</param>
    public UpsertOutcome Write(long? chat, MessageUpsert item)
    {
        bool isGroup = item.Key.Chat.Kind == JidKind.Group;
        if (item.IsFollowUp || isGroup && item.MatchesEitherDirection)
        {
            return WriteToAll(item);
        }

        BookRow? row = Find(item.Key);
        if (chat is not { } number || item.Content is null && row is null && !(item.MatchesEitherDirection && Find(item.Key.Chat, item.Key.Id).Any()))
        {
            return UpsertOutcome.Missing;
        }

        if (item.MatchesEitherDirection)
        {
            // It is a reaction, and has nothing for the row itself.
            return React(new RowPlace(number, item.Key), item) ? UpsertOutcome.Updated : UpsertOutcome.Duplicate;
        }

        if (row is null)
        {
            Add(new BookRow(new RowPlace(number, item.Key), item) { Fate = RowFate.Inserted, Digest = MessageDigest.Of(item).ToBytes() });
            React(new RowPlace(number, item.Key), item);
            return UpsertOutcome.Inserted;
        }

        bool rose = row.Merge(item);
        if (rose && item.Content is not null)
        {
            row.Digest = MessageDigest.Of(item).ToBytes();
        }

        rose |= React(row.Place, item);
        return rose ? UpsertOutcome.Updated : UpsertOutcome.Duplicate;
    }

    /// <summary>Moves a row to another place. Where one is, the two become one.</summary>
    public void Move(BookRow row, RowPlace to)
    {
        _rows.Remove(row.Key);
        if (_rows.TryGetValue(to.Key, out BookRow? met))
        {
            met.TakeIn(row);
            return;
        }

        row.Move(to);
        _rows.Add(to.Key, row);
    }

    List<BookRow> OfId(string id) => _byId.GetValueOrDefault(id) ?? [];

    // Whoever sent them: of a chat, or our own of the official road in every chat.
    UpsertOutcome WriteToAll(MessageUpsert item)
    {
        bool isAnywhere = item.Key.Chat.IsNone;
        BookRow[] meant = isAnywhere
            ? [.. OfId(item.Key.Id).Where(row => row.Key.FromMe && row.State.WireId is not null)]
            : [.. Find(item.Key.Chat, item.Key.Id)];
        bool hasChanged = false;
        foreach (BookRow row in meant)
        {
            bool rose = item.IsFollowUp ? row.Merge(item) : React(row.Place, item);
            hasChanged |= rose;
            if (rose && isAnywhere)
            {
                _chatsFound.Add(row.Key.Chat);
            }
        }

        return meant.Length == 0 ? UpsertOutcome.Missing : hasChanged ? UpsertOutcome.Updated : UpsertOutcome.Duplicate;
    }

    bool React(RowPlace row, MessageUpsert item)
    {
        bool rose = false;
        ReactionPlace place = ReactionPlace.Of(row);
        for (int i = 0; i < item.Reactions.Count; i++)
        {
            rose |= Reactions.Add(place, item.Reactions[i]);
        }

        return rose;
    }
}
