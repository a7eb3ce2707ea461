using System.Text;

namespace HistoryImport.WhatsApp.Tests.Fuzzing;

/// <summary>JSON that is nearly right: values swapped, keys repeated, types changed, nested, odd numbers and escapes.</summary>
sealed class JsonMutator
{
    const int MaxUsualTokens = 1500;

    static readonly string[] _oddValues =
    [
        "null", "true", "false", "[]", "{}", "\"\"", "0", "-0", "-1", "1e999", "-1e400", "1.7e9", "99999999999999999999999999", "9223372036854775808",
        "0.0000000000000000000000000000000001", "01", "+1", ".5", "NaN", "-", "tru", "\"\\uD800\"", "\"\\uDC00\\uD800\"", "\"\\u0000\"", "\"\\x\"",
        "\"\\u12\"", "\"a\\/b\\\"\\\\\"", "\"\t\"", "\"\n\"", "\"5511987654321@s.whatsapp.net\"", "\"1@lid\"", "\"1-1@g.us\"", "\"false_1@c.us_A\"",
        "{\"low\":-1,\"high\":-1,\"unsigned\":false}", "{\"low\":1e99,\"high\":null}", "{\"type\":\"Buffer\",\"data\":[1,256,-1,null]}",
        "{\"type\":\"Buffer\",\"data\":\"%%%\"}", "{\"0\":1,\"7\":2,\"99999999999\":3}", "[[[[[[[[[[]]]]]]]]]]", "\"1700000000n\"", "1700000000123", "-5",
    ];

    static readonly string[] _keys =
    [
        "\"key\"", "\"message\"", "\"messages\"", "\"data\"", "\"event\"", "\"chats\"", "\"contacts\"", "\"conversations\"", "\"id\"", "\"remoteJid\"",
        "\"participant\"", "\"fromMe\"", "\"messageTimestamp\"", "\"pushName\"", "\"reactions\"", "\"editedMessage\"", "\"protocolMessage\"", "\"_data\"",
        "\"syncType\"", "\"phoneNumberToLidMappings\"", "\"statusV3Messages\"", "\"type\"", "\"body\"", "\"caption\"", "\"author\"", "\"t\"", "\"ack\"", "\"Info\"", "\"Message\"", "\"update\"", "\"keys\"", "\"keyId\"", "\"status\"",
        "\"MessageUpdate\"", "\"dataJson\"", "\"before\"", "\"after\"", "\"reaction\"", "\"\"", "\"\\u006bey\"",
        "\"entry\"", "\"changes\"", "\"field\"", "\"value\"", "\"metadata\"", "\"history\"", "\"threads\"", "\"context\"", "\"message_echoes\"", "\"statuses\"",
        "\"state_sync\"", "\"history_context\"", "\"from\"", "\"to\"", "\"user_id\"", "\"image\"", "\"text\"",
    ];

    readonly List<List<string>> _documents;

    /// <param name="samples">What is mutated; all there is if not given.</param>
    public JsonMutator(string[]? samples = null) => _documents = [.. (samples ?? Samples.Json()).Select(JsonTokens.Split)];

    public byte[] Next(Random random) => Damaged([.. Pick(random)], random);

    /// <summary>Damages a payload, which may be damaged already.</summary>
    public byte[] Mutate(byte[] payload, Random random) => Damaged(JsonTokens.Split(Encoding.UTF8.GetString(payload)), random);

    /// <summary>The samples of usual size, undamaged.</summary>
    public IEnumerable<byte[]> Seeds() =>
        _documents.Where(tokens => tokens.Count <= MaxUsualTokens).Select(tokens => Encoding.UTF8.GetBytes(string.Concat(tokens)));

    byte[] Damaged(List<string> tokens, Random random)
    {
        for (int changes = random.Next(5); changes > 0 && tokens.Count > 0; changes--)
        {
            Change(tokens, random);
        }

        byte[] payload = Encoding.UTF8.GetBytes(string.Concat(tokens));
        if (random.Next(3) == 0)
        {
            payload = ByteMutator.Mutate(payload, Encoding.UTF8.GetBytes(string.Concat(Pick(random))), random);
        }

        return payload;
    }

    // The large ones now and then only: they take their time.
    List<string> Pick(Random random)
    {
        List<string> picked = _documents[random.Next(_documents.Count)];
        return picked.Count <= MaxUsualTokens || random.Next(30) == 0 ? picked : Pick(random);
    }

    void Change(List<string> tokens, Random random)
    {
        int at = ValueAt(tokens, random);
        int end = JsonTokens.ValueEnd(tokens, at);
        switch (random.Next(10))
        {
            case 0: Replace(tokens, at, end, [_oddValues[random.Next(_oddValues.Length)]]); break;
            case 1:
                List<string> donor = Pick(random);
                int from = ValueAt(donor, random);
                Replace(tokens, at, end, donor[from..JsonTokens.ValueEnd(donor, from)]);
                break;
            case 2: Swap(tokens, at, ValueAt(tokens, random)); break;
            case 3: tokens.RemoveAt(random.Next(tokens.Count)); break;
            case 4: tokens.InsertRange(end, [",", .. tokens[at..end], ":", _oddValues[random.Next(_oddValues.Length)]]); break;
            case 5: RepeatProperty(tokens, at, end, random.Next(1, 6)); break;
            case 6: Nest(tokens, at, end, 1 << random.Next(10), random.Next(2) == 0); break;
            case 7: tokens[at] = _keys[random.Next(_keys.Length)]; break;
            case 8: tokens[at] = Escaped(tokens[at], random); break;
            default: tokens.Insert(at, random.Next(3) switch { 0 => "\n", 1 => ",", _ => "\uFEFF" }); break;
        }
    }

    static int ValueAt(List<string> tokens, Random random)
    {
        int start = random.Next(tokens.Count);
        for (int i = 0; i < tokens.Count; i++)
        {
            int at = (start + i) % tokens.Count;
            if (JsonTokens.IsValueStart(tokens[at]))
            {
                return at;
            }
        }

        return start;
    }

    static void Replace(List<string> tokens, int from, int to, List<string> with)
    {
        tokens.RemoveRange(from, to - from);
        tokens.InsertRange(from, with);
    }

    static void Swap(List<string> tokens, int one, int other) => (tokens[one], tokens[other]) = (tokens[other], tokens[one]);

    static void RepeatProperty(List<string> tokens, int at, int end, int times)
    {
        bool isNamed = at >= 2 && tokens[at - 1] == ":";
        List<string> property = tokens[(isNamed ? at - 2 : at)..end];
        tokens.InsertRange(end, Enumerable.Repeat(property, times).SelectMany(one => one.Prepend(",")));
    }

    static void Nest(List<string> tokens, int at, int end, int depth, bool isArray)
    {
        tokens.InsertRange(end, Enumerable.Repeat(isArray ? "]" : "}", depth));
        tokens.InsertRange(at, Enumerable.Repeat(isArray ? "[" : "{\"message\":", depth));
    }

    static string Escaped(string token, Random random)
    {
        if (token.Length < 2 || token[0] != '"')
        {
            return token;
        }

        int at = random.Next(1, token.Length);
        string[] odd = ["\\u0000", "\\uD83D", "\\uDE00", "\\n", "\\", "\\u", "\u0001", "\\ud83d\\ude00", new string('x', 200)];
        return token[..at] + odd[random.Next(odd.Length)] + token[at..];
    }
}
