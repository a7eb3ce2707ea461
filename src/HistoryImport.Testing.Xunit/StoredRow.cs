using System.Text.Json;

namespace HistoryImport.Testing.Xunit;

/// <summary>A row of a store as a contract test looks at it: every register, in a form that compares by value.</summary>
/// <remarks>A part that the store's tests do not read back (<see cref="MessageStoreContract.ReadsBack"/>) is left out of comparisons, and
/// a test that asks for it is skipped by the name of the part.</remarks>
public sealed record StoredRow
{
    /// <summary>Gets whose row it is.</summary>
    public required ConnectionKey Connection { get; init; }

    /// <summary>Gets the key.</summary>
    public required MessageKey Key { get; init; }

    /// <summary>Gets the time in Unix seconds.</summary>
    public long? Timestamp { get; init; }

    /// <summary>Gets the name of the kind, as <see cref="MessageKindExtensions.ToName"/> has it.</summary>
    public required string Kind { get; init; }

    /// <summary>Gets the body a reader sees: that of the last edit, else that of the content.</summary>
    public required string Body { get; init; }

    /// <summary>Gets the status.</summary>
    public MessageStatus? Status { get => Read(field, StoredParts.Status); init; }

    /// <summary>Gets the sender's own name for himself.</summary>
    public string? PushName { get => Read(field, StoredParts.PushName); init; }

    /// <summary>Gets the chat as WhatsApp spelled it.</summary>
    public string? WireChat { get => Read(field, StoredParts.WireChat); init; }

    /// <summary>Gets whether the message was deleted for everyone.</summary>
    public bool IsRevoked { get => Read(field, StoredParts.Revoked); init; }

    /// <summary>Gets when the edit that is shown was made, in Unix milliseconds; <see langword="null"/> if there was none.</summary>
    public long? EditTime { get => Read(field, StoredParts.Edit); init; }

    /// <summary>Gets the id of the envelope of the edit that is shown.</summary>
    public string? EditEnvelope { get => Read(field, StoredParts.Edit); init; }

    /// <summary>Gets whether the message was edited.</summary>
    public bool IsEdited => EditTime is not null;

    /// <summary>Gets the media descriptor, address and key included.</summary>
    public MediaDescriptor? Media { get => Read(field, StoredParts.Media); init; }

    /// <summary>Gets the payload as it came.</summary>
    public ReadOnlyMemory<byte> Raw { get => Read(field, StoredParts.Raw); init; }

    /// <summary>Gets the id by which the official business platform knows the message.</summary>
    public MessageWireId? WireId { get => Read(field, StoredParts.WireIds); init; }

    /// <summary>Gets the id by which it hands out the media.</summary>
    public string? MediaId { get => Read(field, StoredParts.WireIds); init; }

    /// <summary>Gets the reactions that were not taken back, as <see cref="Describe"/> writes them.</summary>
    public string Reactions { get => Read(field, StoredParts.Reactions); init; } = "";

    internal StoredParts ReadsBack { get; init; } = StoredParts.All;

    /// <summary>Makes the row of a store that gives back what a report says.</summary>
    /// <param name="connection">Whose row it is.</param>
    /// <param name="row">What the row says; its reactions are those of the row, whatever a store keeps them by.</param>
    public static StoredRow Of(ConnectionKey connection, MessageUpsert row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new StoredRow
        {
            Connection = connection,
            Key = row.Key,
            Timestamp = row.Timestamp,
            Kind = row.Content?.Kind.ToName() ?? "",
            Body = row.Body,
            Status = row.Status,
            PushName = row.PushName,
            WireChat = row.WireChat,
            IsRevoked = row.IsRevoked,
            EditTime = row.Edit?.TimestampMs,
            EditEnvelope = row.Edit?.EnvelopeId,
            Media = row.Content?.Media,
            Raw = row.Content?.Raw ?? default,
            WireId = row.WireId,
            MediaId = row.MediaId,
            Reactions = Describe(row.Reactions.Select(reaction => (reaction.Emoji, reaction.FromMe, (string?)reaction.Sender.Value))),
        };
    }

    /// <summary>Writes reactions as one text, such as <c>👍 me, ❤ 5511…</c>; the other side of a 1:1 chat is <c>other</c>.</summary>
    /// <param name="reactions">Emoji (empty: taken back), whether it is our own, and in a group by whom.</param>
    public static string Describe(IEnumerable<(string Emoji, bool FromMe, string? Sender)> reactions) => string.Join(
        ", ",
        reactions
            .Where(reaction => reaction.Emoji.Length > 0)
            .Select(reaction => $"{reaction.Emoji} {(reaction.FromMe ? "me" : string.IsNullOrEmpty(reaction.Sender) ? "other" : reaction.Sender)}")
            .Order(StringComparer.Ordinal));

    /// <inheritdoc/>
    public bool Equals(StoredRow? other) =>
        other is not null && Text(ReadsBack & other.ReadsBack) == other.Text(ReadsBack & other.ReadsBack);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Connection, Key);

    /// <summary>Prints everything: what a contract test writes is invented.</summary>
    public override string ToString() => Text(ReadsBack);

    /// <summary>The rows in one order, whatever order they were read in.</summary>
    internal static IReadOnlyList<StoredRow> Sorted(IEnumerable<StoredRow> rows) => [.. rows.OrderBy(row => row.ToString(), StringComparer.Ordinal)];

    string Text(StoredParts parts)
    {
        // Fields, not properties: those of parts that are not read back skip.
        StoredRow all = this with { ReadsBack = StoredParts.All };
        return string.Join('|',
        [
            $"{Connection.Tenant}/{Connection.Name}", $"{Key.Chat}", $"{Key.Sender}", $"{Key.FromMe}", Key.Id, $"{Timestamp}", Kind, Body,
            .. Parts().Where(part => parts.HasFlag(part.Part)).Select(part => $"{part.Part}: {part.Text}"),
        ]);

        IEnumerable<(StoredParts Part, string? Text)> Parts() =>
        [
            (StoredParts.Status, $"{all.Status}"), (StoredParts.PushName, all.PushName), (StoredParts.WireChat, all.WireChat),
            (StoredParts.Revoked, $"{all.IsRevoked}"), (StoredParts.Edit, $"{all.EditTime} {all.EditEnvelope}"),
            (StoredParts.Media, all.Media is null ? "" : JsonSerializer.Serialize(all.Media)), (StoredParts.Raw, Convert.ToHexString(all.Raw.Span)),
            (StoredParts.Reactions, all.Reactions), (StoredParts.WireIds, $"{all.WireId?.Id} {all.WireId?.IsLive} {all.MediaId}"),
        ];
    }

    T Read<T>(T value, StoredParts part)
    {
        Assert.SkipUnless(ReadsBack.HasFlag(part), $"The store's tests do not read back: {part}.");
        return value;
    }
}
