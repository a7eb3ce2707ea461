using HistoryImport.WhatsApp.Wire;

namespace HistoryImport.WhatsApp;

/// <summary>Reads the small entries that come beside messages.</summary>
static class EntryReader
{
    /// <summary>Reads a contact or pushname.</summary>
    /// <param name="reader">Stands at it.</param>
    /// <param name="name">The name under which it stands, which is its id if it says no other.</param>
    /// <returns><see langword="null"/> if it names nobody.</returns>
    public static HistoryContact? ReadContact<TReader>(ref TReader reader, string? name = null)
        where TReader : struct, IFieldReader, allows ref struct
    {
        var draft = default(ContactDraft);
        int outer = reader.Enter();
        if (outer == IFieldReader.NotEntered)
        {
            return null;
        }

        while (reader.Next(Schema.Contact, out int field))
        {
            draft.Read(ref reader, field);
        }

        reader.Leave(outer);
        return reader.IsMalformed ? null : draft.ToContact(name);
    }

    /// <summary>Reads an inline contact, whose fields have numbers of their own.</summary>
    /// <returns><see langword="null"/> if it names nobody.</returns>
    public static HistoryContact? ReadInlineContact<TReader>(ref TReader reader)
        where TReader : struct, IFieldReader, allows ref struct
    {
        var draft = default(ContactDraft);
        int outer = reader.Enter();
        if (outer == IFieldReader.NotEntered)
        {
            return null;
        }

        while (reader.Next(Schema.Contact, out int field))
        {
            draft.Read(ref reader, field switch
            {
                InlineContact.PnJidFieldNumber => ContactFields.Number,
                InlineContact.LidJidFieldNumber => ContactFields.Lid,
                InlineContact.FullNameFieldNumber => ContactFields.Name,
                InlineContact.FirstNameFieldNumber => ContactFields.FirstName,
                _ => IFieldReader.Unknown,
            });
        }

        reader.Leave(outer);
        return reader.IsMalformed ? null : draft.ToContact(null);
    }

    /// <summary>Reads a pair of LID and number.</summary>
    /// <returns>The pair, or what there is of one.</returns>
    public static PairDraft ReadPair<TReader>(ref TReader reader)
        where TReader : struct, IFieldReader, allows ref struct
    {
        var draft = default(PairDraft);
        int outer = reader.Enter();
        if (outer == IFieldReader.NotEntered)
        {
            return draft;
        }

        while (reader.Next(Schema.Mapping, out int field))
        {
            draft.Read(ref reader, field);
        }

        reader.Leave(outer);
        return reader.IsMalformed ? default : draft;
    }
}
