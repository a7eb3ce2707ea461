namespace HistoryImport.WhatsApp;

/// <summary>What is said of a contact, field by field.</summary>
struct ContactDraft
{
    string? _id;
    string? _jid;
    string? _number;
    string? _lid;
    string? _name;
    string? _firstName;
    string? _pushName;

    public void Read<TReader>(ref TReader reader, int field)
        where TReader : struct, IFieldReader, allows ref struct
    {
        switch (field)
        {
            case ContactFields.Id: _id = reader.ReadAddress(); break;
            case ContactFields.Jid: _jid = reader.ReadAddress(); break;
            case ContactFields.Number: _number = reader.ReadAddress(); break;
            case ContactFields.Lid: _lid = reader.ReadAddress(); break;
            case ContactFields.Name: _name = PersonName.OrNull(reader.ReadText()); break;
            case ContactFields.FirstName: _firstName = PersonName.OrNull(reader.ReadText()); break;
            case ContactFields.PushName: _pushName = PersonName.OrNull(reader.ReadText()); break;
            case ContactFields.Action: ReadAction(ref reader); break;
            default: reader.Skip(); break;
        }
    }

    void ReadAction<TReader>(ref TReader reader)
        where TReader : struct, IFieldReader, allows ref struct
    {
        int outer = reader.Enter();
        if (outer == IFieldReader.NotEntered)
        {
            return;
        }

        while (reader.Next(Schema.Contact, out int field))
        {
            Read(ref reader, field);
        }

        reader.Leave(outer);
    }

    /// <summary>Gets the contact; <see langword="null"/> if it names nobody.</summary>
    /// <param name="name">The name under which it stands, which is its id if it says no other.</param>
    public readonly HistoryContact? ToContact(string? name)
    {
        string? lid = PhoneField.HiddenOf(_lid);
        string? id = AddressOf(_id) ?? AddressOf(_jid) ?? AddressOf(name) ?? AddressOf(lid);
        string? number = PhoneField.AddressOf(_number, id);
        id ??= AddressOf(number) ?? _id ?? _jid ?? lid ?? number;
        if (id is null)
        {
            return null;
        }

        bool isPerson = Jid.TryParse(id, out Jid jid) && jid.IsPerson;
        string? other = Jid.TryParse(_jid, out Jid alias) && alias.IsPerson && alias != jid ? _jid : null;
        return new HistoryContact
        {
            Id = id,
            NumberJid = isPerson ? number ?? (alias.Kind == JidKind.Number ? other : null) : null,
            LidJid = isPerson ? lid ?? (alias.Kind == JidKind.Lid ? other : null) : null,
            Name = _name ?? _firstName,

            // What stands as a group's is that of whoever wrote last.
            PushName = jid.Kind == JidKind.Group ? null : _pushName,
        };
    }

    // Rows of a database have an id of their own beside the JID.
    static string? AddressOf(string? text) => Jid.TryParse(text, out _) ? text : null;
}
