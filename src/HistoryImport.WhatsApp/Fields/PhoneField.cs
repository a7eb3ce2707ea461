namespace HistoryImport.WhatsApp;

/// <summary>Fields that hold a phone number and nothing else, of which some gateways and tables leave out the server.</summary>
static class PhoneField
{
    const int Shortest = 7;
    const int Longest = 15;

    /// <summary>Gets the address that a number stands for.</summary>
    /// <param name="text">An address, or digits alone.</param>
    /// <param name="other">The other address of the same person. Digits that only repeat it are no number: a gateway that does not know
    /// the number of a LID cuts off the server.</param>
    /// <returns>Any other text as it is; <see langword="null"/> if it is no number.</returns>
    public static string? AddressOf(string? text, string? other)
    {
        ReadOnlySpan<char> digits = text.AsSpan().TrimStart('+');
        if (digits.Length is < Shortest or > Longest || digits.ContainsAnyExceptInRange('0', '9'))
        {
            return text;
        }

        ReadOnlySpan<char> user = other.AsSpan();
        int end = user.IndexOfAny('@', ':', '_');
        return (end < 0 ? user : user[..end]).SequenceEqual(digits) ? null : $"{digits}@s.whatsapp.net";
    }

    /// <summary>Gets the address that a hidden id stands for, in a field that holds nothing else.</summary>
    public static string? HiddenOf(string? text) =>
        text is { Length: >= Shortest } && !text.AsSpan().ContainsAnyExceptInRange('0', '9') ? $"{text}@lid" : text;
}
