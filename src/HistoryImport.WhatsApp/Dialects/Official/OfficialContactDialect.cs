namespace HistoryImport.WhatsApp;

/// <summary>A contact beside messages of the official business platform, or an entry of the business's address book:
/// <c>{profile: {name}, wa_id, user_id}</c>, <c>{type, action, contact: {full_name, phone_number, user_id}}</c>.</summary>
sealed class OfficialContactDialect : IDialect
{
    const int Number = 1;
    const int UserId = 2;
    const int Profile = 3;
    const int PushName = 4;
    const int Contact = 5;
    const int FullName = 6;
    const int FirstName = 7;

    static readonly FieldNames _names = FieldNames.Of(
        ("wa_id", Number), ("phone_number", Number), ("user_id", UserId), ("profile", Profile), ("contact", Contact), ("full_name", FullName), ("first_name", FirstName));

    static readonly FieldNames _profile = FieldNames.Of(("name", PushName));

    public string Name => "cloud-api";

    public bool Read(ref JsonFieldReader reader, in ItemContext context, Item item)
    {
        var draft = default(Draft);
        if (!draft.TryRead(ref reader, isInner: false))
        {
            return false;
        }

        if ((draft.UserId ?? draft.Number) is not { } id)
        {
            item.NoHistory = "contact";
            return true;
        }

        item.Add(new HistoryContact { Id = id, NumberJid = draft.Number, Name = draft.FullName ?? draft.FirstName, PushName = draft.PushName });
        return true;
    }

    struct Draft
    {
        public string? Number { get; private set; }

        public string? UserId { get; private set; }

        public string? PushName { get; private set; }

        public string? FullName { get; private set; }

        public string? FirstName { get; private set; }

        public bool TryRead(ref JsonFieldReader reader, bool isInner)
        {
            int outer = reader.Enter();
            if (outer == IFieldReader.NotEntered)
            {
                return false;
            }

            while (reader.Next(_names, out int field))
            {
                switch (field)
                {
                    case OfficialContactDialect.Number: Number = OfficialAddress.Of(reader.ReadSpelling()) ?? Number; break;
                    case OfficialContactDialect.UserId: UserId = OfficialAddress.OfUserId(reader.ReadSpelling()) ?? UserId; break;
                    case Profile: PushName = PersonName.OrNull(OfficialParts.FirstText(ref reader, _profile)) ?? PushName; break;
                    case Contact when !isInner: TryRead(ref reader, isInner: true); break;
                    case OfficialContactDialect.FullName: FullName = PersonName.OrNull(reader.ReadText()) ?? FullName; break;
                    case OfficialContactDialect.FirstName: FirstName = PersonName.OrNull(reader.ReadText()) ?? FirstName; break;
                    default: reader.Skip(); break;
                }
            }

            reader.Leave(outer);
            return true;
        }
    }
}
