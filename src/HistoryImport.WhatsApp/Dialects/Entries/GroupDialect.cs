namespace HistoryImport.WhatsApp;

/// <summary>What a socket says of a group and who is in it: <c>{id, subject, participants: [{id, lid, phoneNumber}]}</c>,
/// of who came: <c>{group: {id}, participants}</c>, and of who changed it: <c>{JID, Sender, SenderPN, Name: {…}}</c>.</summary>
sealed class GroupDialect : IDialect
{
    const int Id = 1;
    const int Subject = 2;
    const int Participants = 3;
    const int GroupName = 4;
    const int Group = 5;
    const int Number = 6;

    static readonly FieldNames _names = FieldNames.Of(("id", Id), ("jid", Id), ("subject", Subject), ("participants", Participants), ("participantsData", Participants), ("name", GroupName), ("group", Group), ("Topic", Group));

    static readonly FieldNames _telling = FieldNames.Of(
        [("subject", Subject), ("participants", Participants), ("participantsData", Participants), ("name", GroupName), .. NamedPairs.Numbers.Select(name => (name, Number))]);

    public string Name => "group";

    public FieldNames Telling => _telling;

    public Sign SignOf(int field, in ItemProperty property) => field switch
    {
        Participants when property.IsArray => Sign.Proof,
        Subject => Sign.Hint,
        GroupName when property.IsObject => Sign.Hint,
        Number when property.IsText => Sign.Hint,
        _ => Sign.None,
    };

    public bool Read(ref JsonFieldReader reader, in ItemContext context, Item item)
    {
        string? id = null;
        string? subject = null;
        Read(ref reader, item, ref id, ref subject);
        return Add(item, id, subject);
    }

    /// <summary>Reads a group that stands beside a message.</summary>
    public static void AddTo(Item item, ref JsonFieldReader reader)
    {
        string? id = null;
        string? subject = null;
        Read(ref reader, item, ref id, ref subject);
        Add(item, id, subject);
    }

    static bool Add(Item item, string? id, string? subject)
    {
        if (!Jid.TryParse(id, out Jid jid) || jid.Kind != JidKind.Group)
        {
            return false;
        }

        item.Add(new HistoryChat { Id = id, Name = subject });
        return true;
    }

    static void Read(ref JsonFieldReader reader, Item item, ref string? id, ref string? subject)
    {
        JsonFieldReader again = reader;
        int outer = reader.Enter();
        if (outer == IFieldReader.NotEntered)
        {
            return;
        }

        while (reader.Next(_names, out int field))
        {
            switch (field)
            {
                case Id: id = reader.ReadAddress(); break;
                case Subject or GroupName when !reader.IsText: Read(ref reader, item, ref id, ref subject); break;
                case Subject or GroupName: subject = PersonName.OrNull(reader.ReadText()) ?? subject; break;
                case Participants: ReadParticipants(ref reader, item); break;
                case Group: Read(ref reader, item, ref id, ref subject); break;
                default: reader.Skip(); break;
            }
        }

        reader.Leave(outer);
        foreach (JidClaim claim in NamedPairs.Read(ref again).Claims())
        {
            item.Add(claim);
        }
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
