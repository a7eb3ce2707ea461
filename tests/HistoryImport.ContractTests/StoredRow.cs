namespace HistoryImport.ContractTests;

/// <summary>A row of a store as a test looks at it. Reactions are one text, such as <c>👍 me, ❤ 5511…</c>, so that rows compare by value.</summary>
public sealed record StoredRow(
    ConnectionKey Connection,
    MessageKey Key,
    long? Timestamp,
    string Kind,
    string Body,
    MessageStatus? Status,
    bool IsEdited,
    bool IsRevoked,
    string? PushName,
    string? MimeType,
    string Reactions)
{
    /// <summary>Makes one of what a store's reader gives.</summary>
    public static StoredRow Of(ExportedMessage row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new StoredRow(
            new ConnectionKey(row.Tenant, row.Connection),
            new MessageKey(Jid.Parse(row.Chat), row.Sender is null ? default : Jid.Parse(row.Sender), row.FromMe, row.Id),
            row.Timestamp,
            row.Kind,
            row.Body,
            row.Status is null ? null : Enum.Parse<MessageStatus>(row.Status, ignoreCase: true),
            row.Edited,
            row.Revoked,
            row.PushName,
            row.Media?.MimeType,
            Describe(row.Reactions.Select(reaction => (reaction.Emoji, reaction.FromMe, reaction.Sender))));
    }

    /// <summary>Writes reactions as the text of <see cref="Reactions"/>.</summary>
    public static string Describe(IEnumerable<(string Emoji, bool FromMe, string? Sender)> reactions) => string.Join(
        ", ",
        reactions
            .Where(reaction => reaction.Emoji.Length > 0)
            .Select(reaction => $"{reaction.Emoji} {(reaction.FromMe ? "me" : string.IsNullOrEmpty(reaction.Sender) ? "other" : reaction.Sender)}")
            .Order(StringComparer.Ordinal));

    /// <summary>The rows in one order, whatever order they were read in.</summary>
    public static IReadOnlyList<StoredRow> Sorted(IEnumerable<StoredRow> rows) => [.. rows.OrderBy(row => row.ToString(), StringComparer.Ordinal)];
}
