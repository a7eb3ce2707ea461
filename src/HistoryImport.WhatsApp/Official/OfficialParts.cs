namespace HistoryImport.WhatsApp;

/// <summary>Reads the texts inside the parts of a message.</summary>
static class OfficialParts
{
    const int Body = 1;
    const int Reply = 2;
    const int Name = 3;

    /// <summary>A text.</summary>
    public static FieldNames Text { get; } = FieldNames.Of(("body", 1));

    /// <summary>A place: its name, else its address.</summary>
    public static FieldNames Place { get; } = FieldNames.Of(("name", 1), ("address", 2));

    /// <summary>A button, an order, a template.</summary>
    public static FieldNames Words { get; } = FieldNames.Of(("text", 1), ("title", 2), ("body", 3));

    static readonly FieldNames _card = FieldNames.Of(("name", Name));
    static readonly FieldNames _cardName = FieldNames.Of(("formatted_name", 1));
    static readonly FieldNames _replyWords = FieldNames.Of(("title", 1), ("body", 2));

    static readonly FieldNames _interactive = FieldNames.Of(
        ("body", Body), ("button_reply", Reply), ("list_reply", Reply), ("nfm_reply", Reply), ("call_permission_reply", Reply));

    /// <summary>Gets the first text of the object at hand that is not empty, in the order of the numbers of its fields.</summary>
    public static string? FirstText(ref JsonFieldReader reader, FieldNames names)
    {
        string? found = null;
        int best = int.MaxValue;
        int outer = reader.Enter();
        if (outer == IFieldReader.NotEntered)
        {
            return null;
        }

        while (reader.Next(names, out int field))
        {
            if (field != IFieldReader.Unknown && field < best && reader.IsText && Texts.OrNull(reader.ReadText()) is { } text)
            {
                (found, best) = (text, field);
            }
            else
            {
                reader.Skip();
            }
        }

        reader.Leave(outer);
        return found;
    }

    /// <summary>Gets the first name that stands on the cards at hand.</summary>
    public static string? FirstCard(ref JsonFieldReader reader)
    {
        string? found = null;
        for (bool more = reader.FirstItem(); more; more = reader.NextItem())
        {
            string? name = NameOf(ref reader);
            found ??= name;
        }

        return found;
    }

    /// <summary>Gets what was chosen, or what there is to choose from.</summary>
    public static string? Interactive(ref JsonFieldReader reader, out bool isReply)
    {
        string? body = null;
        string? reply = null;
        isReply = false;
        int outer = reader.Enter();
        if (outer == IFieldReader.NotEntered)
        {
            return null;
        }

        while (reader.Next(_interactive, out int field))
        {
            switch (field)
            {
                case Body:
                    body = FirstText(ref reader, Words);
                    break;
                case Reply:
                    isReply = true;
                    reply = FirstText(ref reader, _replyWords) ?? reply;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        reader.Leave(outer);
        return isReply ? reply : body;
    }

    static string? NameOf(ref JsonFieldReader reader)
    {
        string? found = null;
        int outer = reader.Enter();
        if (outer == IFieldReader.NotEntered)
        {
            return null;
        }

        while (reader.Next(_card, out int field))
        {
            if (field == Name)
            {
                found = FirstText(ref reader, _cardName) ?? found;
            }
            else
            {
                reader.Skip();
            }
        }

        reader.Leave(outer);
        return found;
    }
}
