namespace HistoryImport;

/// <summary>The merge rules: every part of a message is a maximum, so the order of merging cannot matter.</summary>
public static class MessageMerge
{
    /// <summary>Merges two reports about one message.</summary>
    /// <returns>A report that says what both say.</returns>
    /// <exception cref="ArgumentException">The two are about different messages.</exception>
    public static MessageUpsert Merge(MessageUpsert left, MessageUpsert right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Key != right.Key || left.MatchesEitherDirection != right.MatchesEitherDirection || left.IsFollowUp != right.IsFollowUp)
        {
            throw new ArgumentException("Only reports about the same message merge.", nameof(right));
        }

        return Merge(left, right, Merge(left.Reactions, right.Reactions));
    }

    /// <summary>Merges two reports about one message whose reactions are merged elsewhere.</summary>
    internal static MessageUpsert Merge(MessageUpsert left, MessageUpsert right, IReadOnlyList<MessageReaction> reactions)
    {
        MessageUpsert winner = right.Version > left.Version ? right : left;
        return left with
        {
            Content = winner.Content,
            Version = winner.Version,
            Timestamp = Smallest(left.Timestamp, right.Timestamp),
            Status = Greatest(left.Status, right.Status),
            PushName = Greatest(left.PushName, right.PushName),
            IsRevoked = left.IsRevoked || right.IsRevoked,
            Edit = right.Edit > left.Edit ? right.Edit : left.Edit,
            Reactions = reactions,
            WireChat = Greatest(left.WireChat, right.WireChat),
            WireId = right.WireId > left.WireId ? right.WireId : left.WireId,
            MediaId = Greatest(left.MediaId, right.MediaId),
        };
    }

    /// <summary>Merges reactions: one for each reactor, the greatest.</summary>
    public static IReadOnlyList<MessageReaction> Merge(IReadOnlyList<MessageReaction> left, IReadOnlyList<MessageReaction> right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Count == 0 || right.Count == 0)
        {
            return left.Count == 0 ? right : left;
        }

        var merged = new MergedReactions(left, right.Count);
        merged.Add(right);
        return merged.ToList();
    }

    static long? Smallest(long? left, long? right) => left is null || right < left ? right : left;

    static MessageStatus? Greatest(MessageStatus? left, MessageStatus? right) => left is null || right > left ? right : left;

    static string? Greatest(string? left, string? right) => Utf8Order.Compare(left, right) >= 0 ? left : right;
}
