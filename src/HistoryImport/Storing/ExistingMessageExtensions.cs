namespace HistoryImport;

static class ExistingMessageExtensions
{
    /// <summary>Tells whether merging the report into the row would change nothing.</summary>
    public static bool Covers(this ExistingMessage existing, MessageUpsert item) =>
        item.Content is not null
        && item.Version <= existing.Version
        && item.Edit is null
        && item.Reactions.Count == 0
        && (item.Timestamp is null || existing.Timestamp <= item.Timestamp)
        && (item.Status is null || existing.Status >= item.Status)
        && (existing.IsRevoked || !item.IsRevoked)
        && Utf8Order.Compare(existing.PushName, item.PushName) >= 0
        && Utf8Order.Compare(existing.WireChat, item.WireChat) >= 0
        && existing.WireId >= item.WireId
        && Utf8Order.Compare(existing.MediaId, item.MediaId) >= 0;
}
