namespace HistoryImport.WhatsApp;

/// <summary>Finds whose card a vCard is.</summary>
static class CardNames
{
    /// <summary>Gets the value of the first <c>FN</c> line, or <see langword="null"/>.</summary>
    public static string? Find(string? card)
    {
        foreach (ReadOnlySpan<char> line in card.AsSpan().EnumerateLines())
        {
            int colon = line.IndexOf(':');
            if (colon < 0)
            {
                continue;
            }

            // FN:…, FN;CHARSET=UTF-8:…, item1.FN:…
            ReadOnlySpan<char> name = line[..colon];
            int parameters = name.IndexOf(';');
            name = parameters < 0 ? name : name[..parameters];
            name = name[(name.LastIndexOf('.') + 1)..];
            if (name.Equals("FN", StringComparison.OrdinalIgnoreCase) && !line[(colon + 1)..].IsWhiteSpace())
            {
                return line[(colon + 1)..].Trim().ToString().Replace("\\,", ",", StringComparison.Ordinal).Replace("\\;", ";", StringComparison.Ordinal);
            }
        }

        return null;
    }
}
