namespace HistoryImport.WhatsApp;

/// <summary>Reads the texts of small objects inside a message.</summary>
static class WebParts
{
    public const int Name = 1;
    public const int Title = 2;
    public const int Description = 3;
    public const int DisplayName = 4;
    public const int Card = 5;
    const int Last = Card;

    static readonly FieldNames _names = FieldNames.Of(
        ("name", Name), ("title", Title), ("description", Description), ("displayName", DisplayName), ("formattedName", DisplayName), ("vcard", Card));

    /// <summary>Gets the first of these texts that is there.</summary>
    public static string? FirstText(ref JsonFieldReader reader, params ReadOnlySpan<int> wanted)
    {
        int outer = reader.Enter();
        if (outer == IFieldReader.NotEntered)
        {
            return null;
        }

        string? best = null;
        int bestPlace = Last + 1;
        while (reader.Next(_names, out int field))
        {
            int place = wanted.IndexOf(field);
            string? text = field != IFieldReader.Unknown && place >= 0 && place < bestPlace ? Texts.OrNull(reader.ReadText()) : Skipped(ref reader);
            text = field == Card ? CardNames.Find(text) : text;
            (best, bestPlace) = text is null ? (best, bestPlace) : (text, place);
        }

        reader.Leave(outer);
        return best;
    }

    static string? Skipped(ref JsonFieldReader reader)
    {
        reader.Skip();
        return null;
    }
}
