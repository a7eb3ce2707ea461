using System.Text;

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

    public static bool IsErased(MessageUpsert row, ErasureOrder order) =>
        order.IsWhole || order.Chats.Contains(row.Key.Chat) || (!row.Key.Sender.IsNone && order.Persons.Contains(row.Key.Sender));

    public static bool IsErased(HistoryName name, ErasureOrder order) =>
        order.IsWhole || order.Persons.Contains(name.Jid) || (name.Kind == NameKind.Chat && order.Chats.Contains(name.Jid));

    /// <summary>Whether the raw payload of a row names somebody who goes.</summary>
    public static bool IsNamed(MessageUpsert row, ErasureOrder order) =>
        order.Addresses.Any(address => row.Content!.Raw.Span.IndexOf(Encoding.UTF8.GetBytes(address)) >= 0);

    /// <summary>What stays of a row that stays.</summary>
    public static MessageUpsert Cleared(MessageUpsert row, ErasureOrder order)
    {
        if (row.Reactions.Any(reaction => order.Persons.Contains(reaction.Sender)))
        {
            row = row with { Reactions = [.. row.Reactions.Where(reaction => !order.Persons.Contains(reaction.Sender))] };
        }

        return IsNamed(row, order) ? row with { Content = row.Content! with { Raw = default } } : row;
    }
}
