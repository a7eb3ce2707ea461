namespace HistoryImport.WhatsApp;

/// <summary>A receipt of whatsmeow, which tells how far some of our own messages got: <c>{Chat, Sender, MessageIDs, Type}</c>.</summary>
sealed class WhatsmeowReceiptDialect : IDialect
{
    const int MessageIds = 1;

    // Nobody confirms more at once; each becomes an item of its own.
    const int MaxIds = 10_000;
    const int Chat = 2;
    const int FromMe = 3;
    const int Type = 4;
    const int Sender = 5;
    const int SenderAlt = 6;

    static readonly FieldNames _names = FieldNames.Of(
        ("MessageIDs", MessageIds), ("Chat", Chat), ("IsFromMe", FromMe), ("Type", Type), ("Sender", Sender), ("SenderAlt", SenderAlt));

    static readonly EnumNames _types = EnumNames.Of(
        ("delivered", (int)MessageStatus.Delivered), ("read", (int)MessageStatus.Read), ("played", (int)MessageStatus.Played));

    public string Name => "whatsmeow";

    public FieldNames Telling => _names;

    public Sign SignOf(int field, in ItemProperty property) =>
        field == MessageIds && property.IsArray && property.Is("MessageIDs"u8) ? Sign.Proof : Sign.None;

    public bool Read(ref JsonFieldReader reader, in ItemContext context, Item item)
    {
        string? chat = null;
        string? sender = null;
        string? senderAlt = null;
        bool fromMe = false;
        var ids = new List<string>();

        // A receipt without a type is one of delivery.
        int? type = (int)MessageStatus.Delivered;
        reader.Enter();
        while (reader.Next(_names, out int field))
        {
            switch (field)
            {
                case MessageIds: ReadIds(ref reader, ids); break;
                case Chat: chat = Wid.Read(ref reader); break;
                case FromMe: fromMe = reader.ReadBoolean(); break;
                case Sender: sender = Wid.Read(ref reader); break;
                case SenderAlt: senderAlt = Wid.Read(ref reader); break;
                case Type: type = reader.ReadEnum(_types) ?? type; break;
                default: reader.Skip(); break;
            }
        }

        item.AddClaim(sender, senderAlt);

        // What our other devices confirm is what we received; retries and the like say nothing.
        if (chat is null || fromMe || type is null or EnumNames.Unknown)
        {
            item.NoHistory = "receipt";
            return true;
        }

        if (ids.Count > MaxIds)
        {
            item.Problem = $"A receipt names more than {MaxIds} messages.";
            return true;
        }

        foreach (string id in ids)
        {
            item.Add(Changes.StatusOf(new HistoryMessage { RemoteJid = chat, FromMe = true, Id = id, Position = context.Position }, (MessageStatus)type));
        }

        item.NoHistory = ids.Count == 0 ? "receipt" : null;
        return true;
    }

    static void ReadIds(ref JsonFieldReader reader, List<string> ids)
    {
        for (bool more = reader.FirstItem(); more; more = reader.NextItem())
        {
            if (Texts.OrNull(reader.ReadText()) is { } id && ids.Count <= MaxIds)
            {
                ids.Add(id);
            }
        }
    }
}
