namespace HistoryImport.Testing;

/// <summary>What an erasure makes of rows and names.</summary>
/// <param name="Rows">The rows that go.</param>
/// <param name="Changed">The rows that lose something.</param>
/// <param name="Names">The names that go.</param>
/// <param name="Step">How many of each.</param>
sealed record ErasedRows(List<MessageUpsert> Rows, List<MessageUpsert> Changed, List<HistoryName> Names, ErasureStep Step)
{
    /// <summary>Gets the messages, but for those of groups, of which no row of either direction stays.</summary>
    public required HashSet<(Jid Chat, string Id)> Ids { get; init; }

    public static ErasedRows Of(IReadOnlyList<MessageUpsert> rows, IReadOnlyList<HistoryName> names, ErasureOrder order)
    {
        List<MessageUpsert> gone = [.. rows.Where(row => IsErased(row, order))];
        List<MessageUpsert> changed = [.. rows.Except(gone).Where(row => !ReferenceEquals(Cleared(row, order), row))];
        List<HistoryName> goneNames = [.. names.Where(name => IsErased(name, order))];
        var step = new ErasureStep { Messages = gone.Count, Names = goneNames.Count, RawPayloads = changed.Count(row => IsNamed(row, order)), MediaKeys = changed.Count(row => LosesKey(row, order)) };
        return new ErasedRows(gone, changed, goneNames, step)
        {
            Ids = [.. gone.Where(row => row.Key.Chat.Kind != JidKind.Group).Select(row => (row.Key.Chat, row.Key.Id)).Except(rows.Except(gone).Select(row => (row.Key.Chat, row.Key.Id)))],
        };
    }

    static bool IsErased(MessageUpsert row, ErasureOrder order) =>
        order.IsWhole || row.Timestamp < order.OlderThan || order.Chats.Contains(row.Key.Chat) || (!row.Key.Sender.IsNone && order.Persons.Contains(row.Key.Sender))
        || row.Content is { Kind: MessageKind.System } note && order.IsNamedIn(note.Body);

    static bool IsErased(HistoryName name, ErasureOrder order) =>
        order.IsWhole || order.Persons.Contains(name.Jid) || (name.Kind == NameKind.Chat && order.Chats.Contains(name.Jid));

    static bool IsNamed(MessageUpsert row, ErasureOrder order) => order.IsNamedIn(row.Content!.Raw.Span);

    static bool LosesKey(MessageUpsert row, ErasureOrder order) =>
        row.Timestamp < order.MediaKeysOlderThan && row.Content is { } content && (content.Media?.Key is not null || !content.Raw.IsEmpty);

    /// <summary>What stays of a row that stays.</summary>
    public static MessageUpsert Cleared(MessageUpsert row, ErasureOrder order)
    {
        if (row.Reactions.Any(reaction => order.Persons.Contains(reaction.Sender)))
        {
            row = row with { Reactions = [.. row.Reactions.Where(reaction => !order.Persons.Contains(reaction.Sender))] };
        }

        if (LosesKey(row, order))
        {
            MediaDescriptor? media = row.Content!.Media is { } described ? described with { Key = null } : null;
            return row with { Content = row.Content with { Raw = default, Media = media } };
        }

        return IsNamed(row, order) ? row with { Content = row.Content! with { Raw = default } } : row;
    }
}
