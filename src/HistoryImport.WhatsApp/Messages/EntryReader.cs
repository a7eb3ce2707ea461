using HistoryImport.WhatsApp.Wire;

namespace HistoryImport.WhatsApp;

/// <summary>Reads the small entries that come beside messages.</summary>
static class EntryReader
{
    /// <summary>Reads a contact or pushname.</summary>
    /// <returns><see langword="null"/> if it names nobody.</returns>
    public static HistoryContact? ReadContact<TReader>(ref TReader reader)
        where TReader : struct, IFieldReader, allows ref struct
    {
        string? id = null;
        string? number = null;
        string? lid = null;
        string? name = null;
        string? pushName = null;
        int outer = reader.Enter();
        if (outer == IFieldReader.NotEntered)
        {
            return null;
        }

        while (reader.Next(Schema.Contact, out int field))
        {
            switch (field)
            {
                case ContactFields.Id: id = Texts.OrNull(reader.ReadText()); break;
                case ContactFields.Number: number = Texts.OrNull(reader.ReadText()); break;
                case ContactFields.Lid: lid = Texts.OrNull(reader.ReadText()); break;
                case ContactFields.Name: name = Texts.OrNull(reader.ReadText()); break;
                case ContactFields.PushName: pushName = Texts.OrNull(reader.ReadText()); break;
                default: reader.Skip(); break;
            }
        }

        reader.Leave(outer);
        bool isPerson = Jid.TryParse(id, out Jid jid) && jid.IsPerson;
        return id is null || reader.IsMalformed ? null : new HistoryContact
        {
            Id = id,
            NumberJid = isPerson ? number : null,
            LidJid = isPerson ? lid : null,
            Name = name,
            PushName = pushName,
        };
    }

    /// <summary>Reads a pair of LID and number.</summary>
    /// <returns><see langword="null"/> if it is not such a pair.</returns>
    public static JidClaim? ReadMapping<TReader>(ref TReader reader)
        where TReader : struct, IFieldReader, allows ref struct
    {
        string? number = null;
        string? lid = null;
        int outer = reader.Enter();
        if (outer == IFieldReader.NotEntered)
        {
            return null;
        }

        while (reader.Next(Schema.Mapping, out int field))
        {
            switch (field)
            {
                case PhoneNumberToLidMapping.PnJidFieldNumber: number = reader.ReadText(); break;
                case PhoneNumberToLidMapping.LidJidFieldNumber: lid = reader.ReadText(); break;
                default: reader.Skip(); break;
            }
        }

        reader.Leave(outer);
        return reader.IsMalformed ? null : JidClaim.TryCreate(number, lid);
    }
}
