namespace HistoryImport.WhatsApp;

/// <summary>What a socket says of a group and who is in it: <c>{id, subject, participants: [{id, lid, phoneNumber}]}</c>.</summary>
sealed class GroupDialect : IDialect
{
    const int Id = 1;
    const int Subject = 2;
    const int Participants = 3;

    static readonly FieldNames _names = FieldNames.Of(("id", Id), ("jid", Id), ("subject", Subject), ("participants", Participants));

    public string Name => "group";

    public Sign SignOf(in ItemProperty property) => _names.Find(property.Name) switch
    {
        Participants when property.IsArray => Sign.Proof,
        Subject => Sign.Hint,
        _ => Sign.None,
    };

    public bool Read(ref JsonFieldReader reader, in ItemContext context, Item item)
    {
        string? id = null;
        string? subject = null;
        reader.Enter();
        while (reader.Next(_names, out int field))
        {
            switch (field)
            {
                case Id: id = reader.ReadText(); break;
                case Subject: subject = PersonName.OrNull(reader.ReadText()); break;
                case Participants: ReadParticipants(ref reader, item); break;
                default: reader.Skip(); break;
            }
        }

        if (!Jid.TryParse(id, out Jid jid) || jid.Kind != JidKind.Group)
        {
            return false;
        }

        item.Add(new HistoryChat { Id = id, Name = subject });
        return true;
    }

    static void ReadParticipants(ref JsonFieldReader reader, Item item)
    {
        for (bool more = reader.FirstItem(); more; more = reader.NextItem())
        {
            if (EntryReader.ReadContact(ref reader) is { } person)
            {
                item.AddClaim(person.Id, person.NumberJid);
                item.AddClaim(person.Id, person.LidJid);
                item.AddClaim(person.LidJid, person.NumberJid);
            }
        }
    }
}
