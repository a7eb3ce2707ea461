namespace HistoryImport.WhatsApp;

/// <summary>WhatsApp Web's own model of a message, as the clients in a browser write it: whatsapp-web.js, WPPConnect, venom and open-wa.</summary>
sealed class WebModelDialect : IDialect
{
    const int Hint = 1;
    const int Type = 2;

    static readonly FieldNames _names = FieldNames.Of(
        ("t", Hint), ("notifyName", Hint), ("isNewMsg", Hint), ("deviceType", Hint), ("isGroupMsg", Hint), ("chatId", Hint), ("isMedia", Hint), ("mId", Hint), ("_data", Hint), ("from", Hint),
        ("refId", Hint), ("reactionText", Hint), ("msgId", Hint), ("self", Hint), ("ack", Hint), ("to", Hint), ("type", Type));

    public string Name => "web-model";

    /// <summary>Whether an object is one by its first names already, as those of WPPConnect are.</summary>
    public static bool IsObvious(ReadOnlySpan<byte> data)
    {
        if (!TryPass(ref data, "{\"id\":\""u8) || !TryPass(ref data, ",\"body\":\""u8) || !data.StartsWith(",\"type\":\""u8))
        {
            return false;
        }

        data = data[",\"type\":\""u8.Length..];
        int end = data.IndexOf((byte)'"');
        return end > 0 && WebType.Find(data[..end]) != WebType.Unknown;
    }

    public FieldNames Telling => _names;

    public Sign SignOf(int field, in ItemProperty property) =>
        field == Hint ? Sign.Hint
        : property.IsText && property.Is("type"u8) && WebType.Find(property.Text) != WebType.Unknown ? Sign.Proof
        : Sign.None;

    public bool Read(ref JsonFieldReader reader, in ItemContext context, Item item)
    {
        if (WebReader.Read(ref reader, context, out MessageFinds finds) is not { } message || message is { RemoteJid: null, Id: null } or { Id: null, Content: null })
        {
            return false;
        }

        item.Add(message, finds);
        return true;
    }

    // Passes a name and the text behind it, if that has no escapes.
    static bool TryPass(ref ReadOnlySpan<byte> data, ReadOnlySpan<byte> name)
    {
        int end = data.StartsWith(name) ? data[name.Length..].IndexOfAny((byte)'"', (byte)'\\') : -1;
        if (end < 0 || data[name.Length + end] != (byte)'"')
        {
            return false;
        }

        data = data[(name.Length + end + 1)..];
        return true;
    }
}
