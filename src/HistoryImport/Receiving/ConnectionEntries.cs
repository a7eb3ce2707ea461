namespace HistoryImport;

/// <summary>What the in-memory cache holds of one connection, indexed by chat. Every member takes the lock.</summary>
sealed class ConnectionEntries(Func<long> nextId)
{
    readonly Lock _lock = new();
    readonly SortedDictionary<long, Entry> _entries = [];
    readonly Dictionary<Jid, SortedSet<long>> _byChat = [];
    readonly HashSet<JidClaim> _claims = [];
    readonly HashSet<Jid> _account = [];

    // The waiting amendments by what they say, so that each waits once.
    readonly Dictionary<string, long> _waiting = [];

    public int Append(HistorySet set, DateTimeOffset now, int capacity)
    {
        lock (_lock)
        {
            RefuseOtherAccount(set.Account);
            _account.UnionWith(set.Account);
            _claims.UnionWith(set.Claims);
            foreach (HistoryMessage message in set.Messages)
            {
                Add(new Entry(ChatOf(message), message, default, now));
            }

            foreach (HistoryName name in set.GetNames())
            {
                Add(new Entry(name.Jid, null, name, now));
            }

            int evicted = Math.Max(0, _entries.Count - capacity);
            Remove([.. _entries.Keys.Take(evicted)]);
            return evicted;
        }
    }

    public IReadOnlyList<long> Find(CacheQuery query)
    {
        lock (_lock)
        {
            IEnumerable<long> ids = query.Chats is null
                ? _entries.Keys
                : query.Chats.Distinct().SelectMany(chat => _byChat.TryGetValue(chat, out SortedSet<long>? inChat) ? inChat : []).Order();
            return [.. ids.Where(id => _entries[id].Matches(query))];
        }
    }

    public CacheBatch Take(IReadOnlyList<long> ids, ref int next, CacheQuery query)
    {
        var messages = new List<CachedMessage>();
        var names = new List<CachedName>();
        long bytes = 0;
        lock (_lock)
        {
            for (; next < ids.Count && messages.Count + names.Count < query.BatchSize && bytes < query.BatchBytes; next++)
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
                else
                {
                    names.Add(new CachedName(ids[next], entry.Name));
                }
            }
        }

        return new CacheBatch { Messages = messages, Names = names };
    }

    public void Remove(IReadOnlyCollection<long> ids)
    {
        lock (_lock)
        {
            foreach (long id in ids)
            {
                if (_entries.Remove(id, out Entry? entry))
                {
                    Unindex(id, entry);
                }
            }
        }
    }

    public int Defer(IReadOnlyCollection<CachedMessage> amendments, DateTimeOffset now)
    {
        lock (_lock)
        {
            return amendments.Count(amendment => Defer(amendment, now));
        }
    }

    public long Expire(DateTimeOffset receivedBefore)
    {
        lock (_lock)
        {
            long[] expired = [.. _entries.TakeWhile(entry => entry.Value.ReceivedAt < receivedBefore).Select(entry => entry.Key)];
            long messages = expired.LongCount(id => _entries[id].Message is not null);
            Remove(expired);
            return messages;
        }
    }

    public void AddAliases(AliasSet aliases)
    {
        lock (_lock)
        {
            _claims.UnionWith(aliases.Claims);
            _account.UnionWith(aliases.Account);
        }
    }

    public AliasSet Aliases()
    {
        lock (_lock)
        {
            return new AliasSet { Claims = [.. _claims], Account = [.. _account] };
        }
    }

    bool Defer(CachedMessage amendment, DateTimeOffset now)
    {
        // Where it stood in its source does not make it another amendment.
        string said = Convert.ToBase64String(HistoryMessageSerializer.Serialize(amendment.Message with { Position = 0 }));
        if (_waiting.TryGetValue(said, out long waiting))
        {
            if (amendment.EntryId != waiting)
            {
                Remove([amendment.EntryId]);
            }

            return false;
        }

        if (amendment.EntryId == 0)
        {
            _waiting.Add(said, Add(new Entry(ChatOf(amendment.Message), amendment.Message, default, now) { Waits = said }));
            return true;
        }

        if (!_entries.TryGetValue(amendment.EntryId, out Entry? entry))
        {
            return false;
        }

        entry.Waits = said;
        _waiting.Add(said, amendment.EntryId);
        return true;
    }

    void Unindex(long id, Entry entry)
    {
        if (entry.Waits is { } said)
        {
            _waiting.Remove(said);
        }

        SortedSet<long> inChat = _byChat[entry.Chat];
        inChat.Remove(id);
        if (inChat.Count == 0)
        {
            _byChat.Remove(entry.Chat);
        }
    }

    long Add(Entry entry)
    {
        long id = nextId();
        _entries.Add(id, entry);
        if (!_byChat.TryGetValue(entry.Chat, out SortedSet<long>? inChat))
        {
            _byChat.Add(entry.Chat, inChat = []);
        }

        inChat.Add(id);
        return id;
    }

    void RefuseOtherAccount(IReadOnlyList<Jid> account)
    {
        // A number and a LID may belong together without anybody having said so yet.
        if (!account.Any(jid => _account.Any(known => known.Kind == jid.Kind)))
        {
            return;
        }

        var graph = new IdentityGraph(new AliasSet { Claims = [.. _claims], Account = [.. _account] });
        if (!account.Any(graph.IsOwn))
        {
            throw new HistoryStorageException(
                "This history belongs to another account than what is kept of the connection. If another phone was paired on purpose, purge the connection first.");
        }
    }

    static Jid ChatOf(HistoryMessage message) =>
        Jid.TryParse(string.IsNullOrEmpty(message.RemoteJid) ? message.ConversationId : message.RemoteJid, out Jid chat) ? chat : default;

    sealed record Entry(Jid Chat, HistoryMessage? Message, HistoryName Name, DateTimeOffset ReceivedAt)
    {
        /// <summary>What it says, if it waits.</summary>
        public string? Waits { get; set; }

        public bool Matches(CacheQuery query) =>
            Waits is not null == query.Waiting
            && (Message is not { Amendment: null, Timestamp: { } time } || !(time < query.Since) && !(time > query.Until));
    }
}
