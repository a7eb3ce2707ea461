namespace HistoryImport.Cli;

/// <summary>What is in history files, added up part by part. Grows with the number of sets and chats, not of messages.</summary>
sealed class DumpSummary
{
    // One of each set. JSON may tell it behind the messages, and so in a later part.
    readonly List<HistorySyncType?> _syncTypes = [];
    readonly SortedDictionary<string, long> _kinds = new(StringComparer.Ordinal);
    readonly SortedDictionary<string, long> _forms = new(StringComparer.Ordinal);
    readonly SortedDictionary<string, long> _withoutHistory = new(StringComparer.Ordinal);
    readonly HashSet<Jid> _chats = [];
    readonly HashSet<JidClaim> _claims = [];
    readonly OfficialSummary _official = new();
    long _messages;
    long _names;
    int? _progress;
    long? _oldest;
    long? _newest;

    public void Add(HistorySet set)
    {
        if (!set.IsContinuation)
        {
            _syncTypes.Add(null);
        }

        _syncTypes[^1] ??= set.SyncType;
        _messages += set.Messages.Count;
        _official.Add(set);
        AddUp(_forms, set.Forms);
        AddUp(_withoutHistory, set.WithoutHistory);
        _names += set.GetNames().LongCount();
        _progress = set.Progress > _progress ? set.Progress : _progress ?? set.Progress;
        _claims.UnionWith(set.GetClaims());
        foreach (HistoryMessage message in set.Messages)
        {
            Add(message);
        }
    }

    public IEnumerable<(string What, string Which, string Count)> Rows()
    {
        yield return ("history sets", "", $"{_syncTypes.Count}");
        foreach (var type in _syncTypes.GroupBy(type => type?.ToString() ?? "not told").OrderBy(type => type.Key, StringComparer.Ordinal))
        {
            yield return ("", type.Key, $"{type.Count()}");
        }

        yield return ("greatest progress", "", _progress is { } progress ? $"{progress} %" : "not told");
        foreach ((string, string, string) row in _official.Rows(_claims))
        {
            yield return row;
        }

        foreach ((string form, long count) in _forms)
        {
            yield return ("read as", form, $"{count}");
        }

        foreach ((string word, long count) in _withoutHistory)
        {
            yield return ("without history", word, $"{count}");
        }

        yield return ("chats with messages", "", $"{_chats.Count}");
        yield return ("messages", "", $"{_messages}");
        foreach ((string kind, long count) in _kinds)
        {
            yield return ("", kind, $"{count}");
        }

        yield return ("oldest message", "", Day(_oldest));
        yield return ("newest message", "", Day(_newest));
        yield return ("names", "", $"{_names}");
        yield return ("claims that two ids are one person", "", $"{_claims.Count}");
    }

    void Add(HistoryMessage message)
    {
        if (Jid.TryParse(message.Chat, out Jid jid))
        {
            _chats.Add(jid);
        }

        Count(_kinds, KindOf(message));
        if (message.Timestamp is { } time)
        {
            _oldest = time < _oldest ? time : _oldest ?? time;
            _newest = time > _newest ? time : _newest ?? time;
        }
    }

    static string KindOf(HistoryMessage message) =>
        message.Amendment is { Kind: AmendmentKind.FollowUp } ? $"media of a placeholder: {message.Content?.Kind.ToName()}"
        : message.Content is { } content ? content.Kind.ToName()
        : message.Amendment is { } amendment ? $"amendment: {amendment.Kind.ToString().ToLowerInvariant()}"
        : message.IsRevoked ? "amendment: revoke"
        : $"noise: {message.Noise ?? "empty"}";

    static void AddUp(SortedDictionary<string, long> counts, IReadOnlyDictionary<string, int> more)
    {
        foreach ((string key, int count) in more)
        {
            counts[key] = counts.GetValueOrDefault(key) + count;
        }
    }

    static void Count(SortedDictionary<string, long> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;

    static string Day(long? seconds) =>
        seconds is { } value ? DateTimeOffset.FromUnixTimeSeconds(value).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : "none";
}
