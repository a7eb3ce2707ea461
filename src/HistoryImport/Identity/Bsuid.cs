namespace HistoryImport;

/// <summary>The form of business-scoped user ids: <c>US.123</c>, of a parent business <c>US.ENT.123</c>.</summary>
static class Bsuid
{
    const int Country = 2;
    const int MostLetters = 128;
    const string Parent = "ENT.";

    public static bool IsOne(ReadOnlySpan<char> text)
    {
        if (text.Length <= Country + 1 || text[Country] != '.' || !char.IsAsciiLetterUpper(text[0]) || !char.IsAsciiLetterUpper(text[1]))
        {
            return false;
        }

        ReadOnlySpan<char> user = text[(Country + 1)..];
        user = user.StartsWith(Parent, StringComparison.Ordinal) ? user[Parent.Length..] : user;
        return user.Length is > 0 and <= MostLetters && !ContainsOther(user);
    }

    static bool ContainsOther(ReadOnlySpan<char> text)
    {
        foreach (char letter in text)
        {
            if (!char.IsAsciiLetterOrDigit(letter))
            {
                return true;
            }
        }

        return false;
    }
}
