namespace HistoryImport.Testing;

/// <summary>What becomes of rows that move, and of their reactions.</summary>
static class RowRules
{
    public static MessageUpsert Rekeyed(MessageUpsert row, Func<Jid, Jid> joined, HashSet<Jid> own)
    {
        MessageKey key = row.Key with { Chat = joined(row.Key.Chat) };
        return row with
        {
            Key = own.Contains(joined(key.Sender)) ? key with { FromMe = true, Sender = default } : key with { Sender = joined(key.Sender) },
            Reactions = Folded([], row.Reactions.Select(reaction => own.Contains(joined(reaction.Sender))
                ? reaction with { FromMe = true, Sender = default }
                : reaction with { Sender = joined(reaction.Sender) })),
        };
    }

    public static IReadOnlyList<MessageReaction> Folded(IReadOnlyList<MessageReaction> known, IEnumerable<MessageReaction> given) =>
        given.Aggregate(known, (folded, reaction) => MessageMerge.Merge(folded, [reaction]));

    public static bool SameReactions(IReadOnlyList<MessageReaction> left, IReadOnlyList<MessageReaction> right) => left.ToHashSet().SetEquals(right);

    /// <summary>The oldest that a phone can be asked before.</summary>
    public static IReadOnlyList<MessageAnchor> Oldest(IEnumerable<MessageUpsert> rows, int count) =>
    [
        .. rows.Where(row => row.Timestamp is not null && row.Content!.Kind is not (MessageKind.Call or MessageKind.System) && row.WireId?.Id != row.Key.Id)
            .OrderBy(row => row.Timestamp)
            .Take(count)
            .Select(row => new MessageAnchor(row.WireChat ?? row.Key.Chat.Value, row.Key.Id, row.Key.FromMe, row.Timestamp!.Value)),
    ];
}
