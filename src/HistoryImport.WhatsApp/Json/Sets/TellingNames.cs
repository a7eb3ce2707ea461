namespace HistoryImport.WhatsApp;

/// <summary>All names by which anything is told, in one table: one look finds who is to be asked about a property, and mostly that is nobody.</summary>
static class TellingNames
{
    static readonly NameMeaning[] _meanings =
    [
        .. KnownDialects.All.ToArray().Select(dialect => dialect.Telling).Append(Schema.HistorySync).Append(WebhookNames.All)
            .SelectMany(names => names.All)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(NameMeaning.Of),
    ];

    static readonly FieldNames _names = FieldNames.Of([.. _meanings.Select((meaning, index) => (meaning.Name, index + 1))]);

    public static NameMeaning Find(ReadOnlySpan<byte> name)
    {
        int number = _names.Find(name);
        return number == IFieldReader.Unknown ? NameMeaning.None : _meanings[number - 1];
    }
}
