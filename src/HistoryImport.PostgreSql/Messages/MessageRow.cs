namespace HistoryImport.PostgreSql;

/// <summary>An item of a batch with the number of its chat.</summary>
readonly record struct MessageRow(int Item, long Chat, MessageUpsert Upsert) : IComparable<MessageRow>
{
    public MessageKey Key => Upsert.Key;

    /// <summary>One order for all writers, so that none waits for another in a circle.</summary>
    public int CompareTo(MessageRow other)
    {
        int byChat = Chat.CompareTo(other.Chat);
        int byId = byChat != 0 ? byChat : string.CompareOrdinal(Key.Id, other.Key.Id);
        int byDirection = byId != 0 ? byId : Key.FromMe.CompareTo(other.Key.FromMe);
        return byDirection != 0 ? byDirection : string.CompareOrdinal(Key.Sender.Value, other.Key.Sender.Value);
    }

    public static bool operator <(MessageRow left, MessageRow right) => left.CompareTo(right) < 0;

    public static bool operator >(MessageRow left, MessageRow right) => left.CompareTo(right) > 0;

    public static bool operator <=(MessageRow left, MessageRow right) => left.CompareTo(right) <= 0;

    public static bool operator >=(MessageRow left, MessageRow right) => left.CompareTo(right) >= 0;
}
