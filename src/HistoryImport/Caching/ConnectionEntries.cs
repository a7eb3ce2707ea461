using System.Runtime.CompilerServices;

namespace HistoryImport;

/// <summary>What the in-memory cache holds of one connection, indexed by chat. Every member takes the lock.</summary>
/// <param name="lastId">The greatest id given to an entry of any connection.</param>
/// <param name="madeAt">When it was made: what another before it had learned has a lesser number.</param>
sealed class ConnectionEntries(StrongBox<long> lastId, DateTimeOffset madeAt)
{
    static readonly string _ofStatus = new('0', 2 * HistoryMessageSerializer.StatusPrefixLength);

    readonly Lock _lock = new();
    readonly SortedDictionary<long, Entry> _entries = [];
    readonly Dictionary<Jid, SortedSet<long>> _byChat = [];
    readonly HashSet<JidClaim> _claims = [];
    readonly HashSet<Jid> _account = [];
    long _aliasVersion;

    // What waits: the entry of each fingerprint but for its last byte.
    readonly Dictionary<string, long> _waiting = [];

    public int Append(HistorySet set, DateTimeOffset now, int capacity)
    {
        lock (_lock)
        {
            // As a rule the account alone tells; the claims are many.
            if (!new AliasSet { Account = [.. _account] }.MayBelongTo(set.Account) && !Known().MayBelongTo(set.Account))
            {
                throw CacheRefusal.OtherAccount();
            }

            Learn(set.Claims, set.Account);
            foreach (HistoryMessage message in set.Messages)
            {
                Add(new Entry(ChatOf(message), message, default, now));
            }

            foreach (HistoryName name in set.GetNames())
            {
                Add(new Entry(name.Jid, null, name, now));
            }

            foreach (DecodeProblem problem in set.Problems)
            {
                Add(new Entry(default, null, default, now) { Problem = problem });
            }

            return RemoveMessages([.. _entries.Keys.Take(Math.Max(0, _entries.Count - capacity))]);
        }
    }

    public IReadOnlyList<long> Find(CacheQuery query)
    {
        lock (_lock)
        {
            IEnumerable<long> ids = query.Chats is null
                ? _entries.Keys
                : query.Chats.Distinct().SelectMany(chat => _byChat.TryGetValue(chat, out SortedSet<long>? inChat) ? inChat : []).Order();
            return [.. ids.Where(id => _entries[id].Matches(id, query))];
        }
    }

    public CacheBatch Take(IReadOnlyList<long> ids, ref int next, CacheQuery query)
    {
        var messages = new List<CachedMessage>();
        var names = new List<CachedName>();
        var problems = new List<CachedProblem>();
        long bytes = 0;
        lock (_lock)
        {
            for (; next < ids.Count && messages.Count + names.Count + problems.Count < query.BatchSize && bytes < query.BatchBytes; next++)
            {
                if (!_entries.TryGetValue(ids[next], out Entry? entry))
                {
                    continue;
                }

                if (entry.Message is { } message)
                {
                    messages.Add(new CachedMessage(ids[next], message));
                    bytes += MessageSize.Of(message);
                }
                else if (entry.Problem is { } problem)
                {
                    problems.Add(new CachedProblem(ids[next], problem));
                }
                else
                {
                    names.Add(new CachedName(ids[next], entry.Name));
                }
            }
        }

        return new CacheBatch { Messages = messages, Names = names, Problems = problems, LastEntryId = ids[next - 1] };
    }

    public void Remove(IReadOnlyCollection<long> ids)
    {
        lock (_lock)
        {
            RemoveMessages(ids);
        }
    }

    public int Defer(IReadOnlyCollection<CachedMessage> amendments, DateTimeOffset now)
    {
        lock (_lock)
        {
            return amendments.Count(amendment => BeginToWait(amendment, now));
        }
    }

    public IReadOnlyList<long> SurplusStatuses(long most, int limit)
    {
        lock (_lock)
        {
            List<long> statuses = [.. _entries.Where(entry => entry.Value.Fingerprint?.StartsWith(_ofStatus, StringComparison.Ordinal) == true).Select(entry => entry.Key)];
            return [.. statuses.Take((int)Math.Clamp(statuses.Count - most, 0, limit))];
        }
    }

    public long Expire(DateTimeOffset receivedBefore)
    {
        lock (_lock)
        {
            long[] expired = [.. _entries.TakeWhile(entry => entry.Value.ReceivedAt < receivedBefore).Select(entry => entry.Key)];
            return RemoveMessages(expired);
        }
    }

    public void AddAliases(AliasSet aliases)
    {
        lock (_lock)
        {
            Learn(aliases.Claims, aliases.Account);
        }
    }

    public void ForgetAliases(IReadOnlyCollection<Jid> persons)
    {
        lock (_lock)
        {
            _claims.RemoveWhere(claim => persons.Contains(claim.Lid) || persons.Contains(claim.Number));
        }
    }

    public AliasSet Aliases()
    {
        lock (_lock)
        {
            return Known();
        }
    }

    public CacheUsage Usage()
    {
        lock (_lock)
        {
            List<Entry> messages = [.. _entries.Values.Where(entry => entry.Message is not null)];
            return new CacheUsage(1, messages.Count, messages.Sum(entry => MessageSize.Of(entry.Message!)), messages.Count > 0 ? messages[0].ReceivedAt : null);
        }
    }

    AliasSet Known() => new() { Claims = [.. _claims], Account = [.. _account], Version = _aliasVersion };

    void Learn(IReadOnlyList<JidClaim> claims, IReadOnlyList<Jid> account)
    {
        int before = _claims.Count + _account.Count;
        _claims.UnionWith(claims);
        _account.UnionWith(account);
        int learned = _claims.Count + _account.Count - before;
        if (learned > 0)
        {
            _aliasVersion = Math.Max(_aliasVersion, madeAt.ToUnixTimeMilliseconds()) + learned;
        }
    }

    long Add(Entry entry)
    {
        long id = Interlocked.Increment(ref lastId.Value);
        _entries.Add(id, entry);
        if (!_byChat.TryGetValue(entry.Chat, out SortedSet<long>? inChat))
        {
            _byChat.Add(entry.Chat, inChat = []);
        }

        inChat.Add(id);
        return id;
    }

    bool BeginToWait(CachedMessage amendment, DateTimeOffset now)
    {
        bool isCached = _entries.TryGetValue(amendment.EntryId, out Entry? entry);
        if (isCached ? entry!.Waiting : amendment.EntryId != 0)
        {
            return false;
        }

        string fingerprint = FingerprintOf(amendment.Message);
        bool isKnown = _waiting.TryGetValue(AllButRank(fingerprint), out long rival);
        if (isKnown && string.CompareOrdinal(_entries[rival].Fingerprint, fingerprint) >= 0)
        {
            RemoveMessages([amendment.EntryId]);
            return false;
        }

        if (isKnown)
        {
            RemoveMessages([rival]);
        }

        long id = isCached ? amendment.EntryId : Add(entry = new Entry(ChatOf(amendment.Message), amendment.Message, default, now));
        entry!.Fingerprint = fingerprint;
        _waiting.Add(AllButRank(fingerprint), id);
        return !isKnown;
    }

    /// <summary>Removes entries, and tells how many of them were messages.</summary>
    int RemoveMessages(IEnumerable<long> ids)
    {
        int messages = 0;
        foreach (long id in ids)
        {
            if (!_entries.Remove(id, out Entry? entry))
            {
                continue;
            }

            SortedSet<long> inChat = _byChat[entry.Chat];
            inChat.Remove(id);
            if (inChat.Count == 0)
            {
                _byChat.Remove(entry.Chat);
            }

            messages += entry.Message is null ? 0 : 1;
            if (entry.Fingerprint is { } fingerprint)
            {
                _waiting.Remove(AllButRank(fingerprint));
            }
        }

        return messages;
    }

    static string FingerprintOf(HistoryMessage message)
    {
        Span<byte> fingerprint = stackalloc byte[HistoryMessageSerializer.FingerprintLength];
        HistoryMessageSerializer.SerializeWaiting(message, fingerprint);
        return Convert.ToHexString(fingerprint);
    }

    static string AllButRank(string fingerprint) => fingerprint[..^2];

    static Jid ChatOf(HistoryMessage message) => Jid.TryParse(message.Chat, out Jid chat) ? chat : default;

    sealed record Entry(Jid Chat, HistoryMessage? Message, HistoryName Name, DateTimeOffset ReceivedAt)
    {
        public DecodeProblem? Problem { get; init; }

        /// <summary>Gets or sets the fingerprint of what waits.</summary>
        public string? Fingerprint { get; set; }

        public bool Waiting => Fingerprint is not null;

        public bool Matches(long id, CacheQuery query) =>
            Waiting == query.Waiting
            && id > query.After
            && (Message is not { Amendment: null, Timestamp: { } time } || !(time < query.Since) && !(time > query.Until));
    }
}
