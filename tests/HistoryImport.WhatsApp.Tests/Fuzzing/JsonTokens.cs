namespace HistoryImport.WhatsApp.Tests.Fuzzing;

/// <summary>JSON as a list of tokens that can be taken apart and need not fit together.</summary>
static class JsonTokens
{
    public static List<string> Split(string json)
    {
        var tokens = new List<string>();
        for (int at = 0; at < json.Length;)
        {
            int end = End(json, at);
            tokens.Add(json[at..end]);
            at = end;
        }

        return tokens;
    }

    public static bool IsValueStart(string token) => !char.IsWhiteSpace(token[0]) && token[0] is not ('}' or ']' or ',' or ':');

    /// <summary>Where the value that starts at a token ends.</summary>
    public static int ValueEnd(List<string> tokens, int start)
    {
        int depth = 0;
        for (int at = start; at < tokens.Count; at++)
        {
            depth += tokens[at] is "{" or "[" ? 1 : tokens[at] is "}" or "]" ? -1 : 0;
            if (depth <= 0)
            {
                return at + 1;
            }
        }

        return tokens.Count;
    }

    static int End(string json, int at)
    {
        char first = json[at];
        int end = at + 1;
        if (first is '{' or '}' or '[' or ']' or ',' or ':')
        {
            return end;
        }

        if (first == '"')
        {
            for (; end < json.Length && json[end] != '"'; end++)
            {
                end += json[end] == '\\' ? 1 : 0;
            }

            return Math.Min(end + 1, json.Length);
        }

        bool isSpace = char.IsWhiteSpace(first);
        while (end < json.Length && char.IsWhiteSpace(json[end]) == isSpace && json[end] is not ('{' or '}' or '[' or ']' or ',' or ':' or '"'))
        {
            end++;
        }

        return end;
    }
}
