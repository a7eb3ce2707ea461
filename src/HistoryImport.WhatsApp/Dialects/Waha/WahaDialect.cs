namespace HistoryImport.WhatsApp;

/// <summary>WAHA's form of a message, whatever its engine: <c>{id: "false_…@c.us_3EB0…", timestamp, from, fromMe, body, ack, _data}</c>, and
/// of what its events say of one, but for a revoke.</summary>
sealed class WahaDialect : IDialect
{
    const int Hint = 1;
    const int Id = 2;
    const int Source = 3;

    static readonly FieldNames _names = FieldNames.Of(
        ("from", Hint), ("fromMe", Hint), ("ack", Hint), ("ackName", Hint), ("hasMedia", Hint), ("media", Hint), ("replyTo", Hint), ("vCards", Hint),
        ("_data", Hint), ("to", Hint), ("editedMessageId", Hint), ("id", Id), ("source", Source));

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

    public FieldNames Telling => _names;

    public Sign SignOf(int field, in ItemProperty property) => field switch
    {
        Hint => Sign.Hint,
        Id when property.IsText && property.Is("id"u8) && SerializedId.IsOne(property.Text) => Sign.Hint,
        Source when property.IsText && property.Is("source"u8) && IsSource(property.Text) => Sign.Proof,
        _ => Sign.None,
    };

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
