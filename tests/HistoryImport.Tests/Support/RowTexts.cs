namespace HistoryImport.Tests.Support;

/// <summary>The rows of the store in memory as texts, which compare and print by value.</summary>
static class RowTexts
{
    public static IReadOnlyList<string> Texts(this InMemoryMessageStore store, ConnectionKey connection) =>
        [.. store.Rows(connection).Select(Describe).Order(StringComparer.Ordinal)];

    static string Describe(MessageUpsert row)
    {
        string reacted = string.Join(
            ",", row.Reactions.Where(one => one.Emoji.Length > 0).Select(one => $"{one.FromMe}/{one.Sender}/{one.Emoji}").Order(StringComparer.Ordinal));
        return $"{row.Key.Chat}|{row.Key.Id}|{row.Key.FromMe}|{row.Key.Sender}|{row.Timestamp}|{row.Content?.Kind}|{row.Body}|{row.Status}|{row.Edit?.TimestampMs}|{row.IsRevoked}|{row.PushName}|{reacted}";
    }
}
