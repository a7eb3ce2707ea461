namespace HistoryImport.WhatsApp;

/// <summary>A contact, or what a gateway says of a chat beside its messages: <c>{id, name, notify, lid, …}</c>.</summary>
sealed class ContactDialect : IDialect
{
    static readonly FieldNames _names = FieldNames.Of(
        ("notify", 1), ("pushName", 1), ("verifiedName", 1), ("imgUrl", 1), ("profilePicUrl", 1), ("profilePictureUrl", 1), ("phoneNumber", 1), ("lid", 1),
        ("shortName", 1), ("name", 1), ("isMyContact", 1), ("isBusiness", 1), ("unreadCount", 1), ("conversationTimestamp", 1), ("NewPushName", 1));

    public string Name => "contact";

    public Sign SignOf(in ItemProperty property) =>
        _names.Find(property.Name) != IFieldReader.Unknown || property.IsObject && property.Name.SequenceEqual("Action"u8) ? Sign.Hint : Sign.None;

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
