namespace HistoryImport.EntityFrameworkCore;

/// <summary>What a book has changed, as a projection is told.</summary>
static class ChangeList
{
    public static List<MessageChange> Of(MessageBook book)
    {
        var reacted = book.Reactions.ChangedPlaces.ToHashSet();
        var changes = new List<MessageChange>();
        foreach (BookRow row in book.Rows)
        {
            BookRow now = row;
            while (now.MergedInto is { } other)
            {
                now = other;
            }

            if (KindOf(row, reacted) is { } kind)
            {
                changes.Add(new MessageChange { Kind = kind, Key = now.Key, Before = Before(row), State = State(book, now) });
            }
        }

        return changes;
    }

    /// <summary>Tells of rows of a book that something about them changed.</summary>
    public static IEnumerable<MessageChange> Updated(MessageBook book, IEnumerable<BookRow> rows) =>
        rows.Select(row => new MessageChange { Kind = MessageChangeKind.Updated, Key = row.Key, State = State(book, row) });

    public static MessageChange Erased(RowPlace row) => new() { Kind = MessageChangeKind.Erased, Key = row.Key };

    static MessageChangeKind? KindOf(BookRow row, HashSet<ReactionPlace> reacted) => row switch
    {
        { Fate: RowFate.Gone } or { Before: not null } => MessageChangeKind.Moved,
        { Fate: RowFate.Inserted, IsOwn: false } => MessageChangeKind.Inserted,
        { Fate: RowFate.Updated } or { IsRaised: true } => MessageChangeKind.Updated,
        _ => reacted.Contains(ReactionPlace.Of(row.Place)) ? MessageChangeKind.Updated : null,
    };

    static MessageKey? Before(BookRow row) => row.Fate == RowFate.Gone ? (row.Before ?? row.Place).Key : row.Before?.Key;

    static MessageUpsert State(MessageBook book, BookRow row) =>
        row.State with { Reactions = MessageChange.Shown(book.Reactions.Of(ReactionPlace.Of(row.Place))) };
}
