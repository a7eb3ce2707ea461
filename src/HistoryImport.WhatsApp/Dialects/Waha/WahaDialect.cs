namespace HistoryImport.WhatsApp;

/// <summary>WAHA's form of a message, whatever its engine: <c>{id: "false_…@c.us_3EB0…", timestamp, from, fromMe, body, ack, _data}</c>, and
/// of what its events say of one, but for a revoke.</summary>
sealed class WahaDialect : IDialect
{
    static readonly FieldNames _hints = FieldNames.Of(
        ("from", 1), ("fromMe", 1), ("ack", 1), ("ackName", 1), ("hasMedia", 1), ("media", 1), ("replyTo", 1), ("vCards", 1), ("_data", 1), ("to", 1),
        ("editedMessageId", 1));

    public string Name => "waha";

    /// <summary>Whether an object is one by its first names already, as nearly all are.</summary>
    public static bool IsObvious(ReadOnlySpan<byte> data)
    {
        if (!data.StartsWith("{\"id\":\"false_"u8) && !data.StartsWith("{\"id\":\"true_"u8))
        {
            return false;
        }

        ReadOnlySpan<byte> rest = data["{\"id\":\""u8.Length..];
        int end = rest.IndexOf((byte)'"');
        return end > 0 && rest[(end + 1)..].StartsWith(",\"timestamp\":"u8) && rest[..end].Contains((byte)'@');
    }

    public Sign SignOf(in ItemProperty property) =>
        property.IsText && property.Name.SequenceEqual("source"u8) && IsSource(property.Text) ? Sign.Proof
        : _hints.Find(property.Name) != IFieldReader.Unknown || property.IsText && property.Name.SequenceEqual("id"u8) && SerializedId.IsOne(property.Text) ? Sign.Hint
        : Sign.None;

    public bool Read(ref JsonFieldReader reader, in ItemContext context, Item item)
    {
        if (WebReader.Read(ref reader, context, out MessageFinds finds) is not { } message || message is { Id: null, Content: null })
        {
            return false;
        }

        item.Add(message, finds);
        return true;
    }

    static bool IsSource(ReadOnlySpan<byte> text) => text.SequenceEqual("app"u8) || text.SequenceEqual("api"u8);
}
