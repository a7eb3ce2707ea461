namespace HistoryImport.Tests;

/// <summary>Damages spellings of JIDs: parts moved, repeated, cut, and characters that no JID holds.</summary>
static class JidMutator
{
    static readonly string[] _pieces =
    [
        "@", "@@", ":", "_", ".", "-", "+", " ", "\0", "\n", "\u0085", "\u007f", "\u200b", "\ud83d", "\ude00", "\ud83d\ude00", "\u0131", "\u0130", "\u212a",
        "\u0660", "\uff11", "0", "1", "255", "256", "65536", "99999999999999999999", "_1", ".1", ":1", ":x", "@lid", "@c.us", "@hosted", "@hosted.lid",
        "@s.whatsapp.net", "@g.us", "@bot", "@interop", "@newsletter", "@broadcast", "status", "server", "13135550002", "1316555001", "/r",
        new('7', 113), new('\u00e9', 62), new('_', 300),
    ];

    public static string Mutate(string text, string other, Random random)
    {
        for (int changes = random.Next(1, 5); changes > 0; changes--)
        {
            text = Change(text, other, random);
        }

        return text;
    }

    static string Change(string text, string other, Random random)
    {
        int from = random.Next(text.Length + 1);
        int to = random.Next(from, text.Length + 1);
        return random.Next(7) switch
        {
            0 => text[..from] + text[to..],
            1 => text[..to] + text[from..],
            2 => text[..from] + other[random.Next(other.Length + 1)..],
            3 => text[..from] + (char)random.Next(char.MaxValue + 1) + text[from..],
            4 => text[..from] + text[from..to].ToUpperInvariant() + text[to..],
            5 => text[to..] + text[..from],
            _ => text[..from] + _pieces[random.Next(_pieces.Length)] + text[from..],
        };
    }
}
