namespace HistoryImport;

/// <summary>The id by which the official business platform knows a message: marking as read, replying and reacting through the platform need it.</summary>
/// <remarks>One message has several. That of a live report or an echo stays before that of history; of two of one kind the greater by UTF-8 bytes stays.</remarks>
/// <param name="Id">The id as the platform spells it, at most 512 bytes.</param>
/// <param name="IsLive">Whether a live report or an echo told it.</param>
public sealed record MessageWireId(string Id, bool IsLive) : IComparable<MessageWireId>
{
    /// <inheritdoc/>
    public int CompareTo(MessageWireId? other)
    {
        if (other is null)
        {
            return 1;
        }

        int byKind = IsLive.CompareTo(other.IsLive);
        return byKind != 0 ? byKind : Utf8Order.Compare(Id, other.Id);
    }

    /// <summary>Compares ids.</summary>
    public static bool operator <(MessageWireId? left, MessageWireId? right) => Comparer<MessageWireId>.Default.Compare(left, right) < 0;

    /// <summary>Compares ids.</summary>
    public static bool operator >(MessageWireId? left, MessageWireId? right) => Comparer<MessageWireId>.Default.Compare(left, right) > 0;

    /// <summary>Compares ids.</summary>
    public static bool operator <=(MessageWireId? left, MessageWireId? right) => Comparer<MessageWireId>.Default.Compare(left, right) <= 0;

    /// <summary>Compares ids.</summary>
    public static bool operator >=(MessageWireId? left, MessageWireId? right) => Comparer<MessageWireId>.Default.Compare(left, right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => nameof(MessageWireId);
}
