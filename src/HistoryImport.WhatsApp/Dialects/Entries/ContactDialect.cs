namespace HistoryImport.WhatsApp;

/// <summary>A contact, or what a gateway says of a chat beside its messages: <c>{id, name, notify, lid, …}</c>.</summary>
sealed class ContactDialect : IDialect
{
    const int Value = 1;
    const int Action = 2;

    static readonly FieldNames _names = FieldNames.Of(
        ("notify", Value), ("pushName", Value), ("verifiedName", Value), ("imgUrl", Value), ("profilePicUrl", Value), ("profilePictureUrl", Value), ("phoneNumber", Value), ("lid", Value),
        ("shortName", Value), ("name", Value), ("isMyContact", Value), ("isBusiness", Value), ("unreadCount", Value), ("conversationTimestamp", Value), ("NewPushName", Value), ("Action", Action));

    public string Name => "contact";

    public FieldNames Telling => _names;

    public Sign SignOf(int field, in ItemProperty property) => field != Action || property.Is("Action"u8) && property.IsObject ? Sign.Hint : Sign.None;

    public bool Read(ref JsonFieldReader reader, in ItemContext context, Item item)
    {
        if (EntryReader.ReadContact(ref reader) is not { } contact || !Jid.TryParse(contact.Id, out _))
        {
            return false;
        }

        item.Add(contact);
        return true;
    }
}
