namespace HistoryImport;

/// <summary>The last edit of a message. Of two, the later stays; of two at one time, the greater envelope id.</summary>
/// <param name="TimestampMs">When, in Unix milliseconds.</param>
/// <param name="EnvelopeId">The id of the message that carried the edit.</param>
/// <param name="Body">The body from then on.</param>
public sealed record MessageEdit(long TimestampMs, string EnvelopeId, string Body) : IComparable<MessageEdit>
{
    /// <inheritdoc/>
    public int CompareTo(MessageEdit? other)
    {
        if (other is null)
        {
            return 1;
        }

        int byTime = TimestampMs.CompareTo(other.TimestampMs);
        int byEnvelope = byTime != 0 ? byTime : Utf8Order.Compare(EnvelopeId, other.EnvelopeId);
        return byEnvelope != 0 ? byEnvelope : Utf8Order.Compare(Body, other.Body);
    }

    /// <summary>Compares edits.</summary>
    public static bool operator <(MessageEdit? left, MessageEdit? right) => Comparer<MessageEdit>.Default.Compare(left, right) < 0;

    /// <summary>Compares edits.</summary>
    public static bool operator >(MessageEdit? left, MessageEdit? right) => Comparer<MessageEdit>.Default.Compare(left, right) > 0;

    /// <summary>Compares edits.</summary>
    public static bool operator <=(MessageEdit? left, MessageEdit? right) => Comparer<MessageEdit>.Default.Compare(left, right) <= 0;

    /// <summary>Compares edits.</summary>
    public static bool operator >=(MessageEdit? left, MessageEdit? right) => Comparer<MessageEdit>.Default.Compare(left, right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => nameof(MessageEdit);
}
