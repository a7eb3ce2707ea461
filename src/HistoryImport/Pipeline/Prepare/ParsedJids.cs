namespace HistoryImport;

/// <summary>Parses spellings, each once: a history has many messages and few people.</summary>
sealed class ParsedJids
{
    const int Most = 8192;

    readonly Dictionary<string, Jid> _parsed = [];

    public bool TryParse(string? text, out Jid jid)
    {
        if (string.IsNullOrEmpty(text))
        {
            jid = default;
            return false;
        }

        if (_parsed.TryGetValue(text, out jid))
        {
            return !jid.IsNone;
        }

        if (_parsed.Count >= Most)
        {
            _parsed.Clear();
        }

        if (text.Length <= WireIds.MaxBsuidBytes)
        {
            _ = Jid.TryParse(text, out jid);
            _parsed.Add(text, jid);
        }

        return !jid.IsNone;
    }
}
