namespace HistoryImport;

/// <summary>One person's reaction to one message. Of two, the later stays; of two at one time, the greater emoji.</summary>
/// <param name="FromMe">Whether our own account reacted.</param>
/// <param name="Sender">Who reacted, in a group; none in a 1:1 chat and for our own account.</param>
/// <param name="Emoji">The emoji; empty if the reaction was taken back, which is kept so that an older one cannot return.</param>
/// <param name="TimestampMs">When, in Unix milliseconds.</param>
public sealed record MessageReaction(bool FromMe, Jid Sender, string Emoji, long TimestampMs)
{
    /// <summary>Tells whether both come from the same person.</summary>
    public bool IsSameReactor(MessageReaction other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return FromMe == other.FromMe && Sender == other.Sender;
    }

    /// <summary>Tells whether this one replaces another of the same person.</summary>
    public bool Replaces(MessageReaction other)
    {
        ArgumentNullException.ThrowIfNull(other);
        int byTime = TimestampMs.CompareTo(other.TimestampMs);
        return byTime != 0 ? byTime > 0 : Utf8Order.Compare(Emoji, other.Emoji) > 0;
    }

    /// <inheritdoc/>
    public override string ToString() => nameof(MessageReaction);
}
