namespace HistoryImport.WhatsApp;

/// <summary>WhatsApp Web's own model of a message, as the clients in a browser write it: whatsapp-web.js, WPPConnect, venom and open-wa.</summary>
sealed class WebModelDialect : IDialect
{
    static readonly FieldNames _hints = FieldNames.Of(
        ("t", 1), ("notifyName", 1), ("isNewMsg", 1), ("deviceType", 1), ("isGroupMsg", 1), ("chatId", 1), ("isMedia", 1), ("mId", 1), ("_data", 1), ("from", 1),
        ("refId", 1), ("reactionText", 1), ("msgId", 1), ("self", 1), ("ack", 1), ("to", 1));

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

    public Sign SignOf(in ItemProperty property) =>
        property.IsText && property.Name.SequenceEqual("type"u8) && WebType.Find(property.Text) != WebType.Unknown ? Sign.Proof
        : _hints.Find(property.Name) != IFieldReader.Unknown ? Sign.Hint
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
