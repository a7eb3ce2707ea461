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
}
