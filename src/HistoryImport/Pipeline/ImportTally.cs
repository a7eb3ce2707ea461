namespace HistoryImport;

/// <summary>The counts of a run. Only what is committed is counted.</summary>
/// <remarks>Not thread-safe: it belongs to the loop that writes.</remarks>
sealed class ImportTally(int maxProblems)
{
    readonly Dictionary<string, long> _filteredBy = [];
    readonly Dictionary<Jid, ChatTally> _chats = [];
    readonly List<ImportProblem> _problems = [];
    readonly Dictionary<(Jid, NameKind), string> _names = [];
    ImportCounts _counts = new();
    long? _oldest;

    // Amendments that began to wait in this run and are counted as folded; when one finds its message it is counted anew, not twice.
    long _waiting;

    public ImportCounts Counts => _counts;

    public IReadOnlyDictionary<string, long> FilteredBy => _filteredBy;

    public IReadOnlyList<ImportProblem> Problems => _problems;

    public bool HasProblems { get; private set; }

    public DateTimeOffset? Oldest => Moment(_oldest);

    /// <summary>Counts a batch of messages.</summary>
    public void Add(PreparedBatch batch, UpsertOutcome?[] outcomes)
    {
        long filtered = 0;
        foreach ((string reason, long count) in batch.FilteredBy)
        {
            _filteredBy[reason] = _filteredBy.GetValueOrDefault(reason) + count;
            filtered += count;
        }

        long missing = outcomes.LongCount(outcome => outcome == UpsertOutcome.Missing);
        _counts = _counts with
        {
            Read = _counts.Read + batch.Read,
            Invalid = _counts.Invalid + batch.Invalid,
            Filtered = _counts.Filtered + filtered,
            Folded = _counts.Folded + batch.Folded + missing,
            Duplicates = _counts.Duplicates + batch.Duplicates,
        };
        AddOutcomes(batch, outcomes);
    }

    /// <summary>Counts a batch of amendments that waited. Those that still wait were counted when they began to.</summary>
    public void AddWaiting(PreparedBatch batch, UpsertOutcome?[] outcomes)
    {
        long merged = outcomes.Any(outcome => outcome != UpsertOutcome.Missing) ? batch.Folded : 0;
        long settled = outcomes.LongCount(outcome => outcome != UpsertOutcome.Missing);
        long known = Math.Min(_waiting, settled + merged);
        _waiting -= known;
        _counts = _counts with
        {
            Read = _counts.Read + settled + merged - known,
            Folded = _counts.Folded + merged - known,
        };
        AddOutcomes(batch, outcomes);
    }

    public void AddNewlyWaiting(int count) => _waiting += count;

    public void AddProblem(ImportProblem problem)
    {
        HasProblems = true;
        if (_problems.Count < maxProblems)
        {
            _problems.Add(problem);
        }
    }

    public IReadOnlyList<ChatImport> Chats(IdentityGraph identities) =>
    [
        .. _chats.GroupBy(chat => identities.Canonical(chat.Key), chat => chat.Value)
            .Select(same => new ChatImport(
                same.Key, same.Sum(chat => chat.Inserted), same.Sum(chat => chat.Updated),
                Moment(same.Min(chat => chat.First)), Moment(same.Max(chat => chat.Last)))
            {
                Names = NamesOf(identities.Aliases(same.Key), same.Key),
            })
            .OrderBy(chat => chat.Chat),
    ];

    List<HistoryName> NamesOf(IReadOnlyCollection<Jid> aliases, Jid chat)
    {
        var names = new List<HistoryName>();
        foreach (NameKind kind in Enum.GetValues<NameKind>())
        {
            string? greatest = aliases.Select(alias => _names.GetValueOrDefault((alias, kind))).Aggregate(Utf8Order.Greater);
            if (greatest is not null)
            {
                names.Add(new HistoryName(chat, kind, greatest));
            }
        }

        return names;
    }

    void AddName(HistoryName name)
    {
        string? known = _names.GetValueOrDefault((name.Jid, name.Kind));
        if (known is null || Utf8Order.Compare(name.Name, known) > 0)
        {
            _names[(name.Jid, name.Kind)] = name.Name;
        }
    }

    void AddNames(PreparedBatch batch)
    {
        foreach (HistoryName name in batch.Batch.Names)
        {
            AddName(name);
        }

        foreach (MessageUpsert item in batch.Batch.Items)
        {
            if (item is { PushName: { } own, Key: { FromMe: false, Chat: { IsPerson: true } chat } })
            {
                AddName(new HistoryName(chat, NameKind.Push, own));
            }
        }
    }

    void AddOutcomes(PreparedBatch batch, UpsertOutcome?[] outcomes)
    {
        AddNames(batch);
        long duplicates = 0, inserted = 0, updated = 0, failed = 0;
        for (int i = 0; i < outcomes.Length; i++)
        {
            MessageUpsert item = batch.Batch.Items[i];
            switch (outcomes[i])
            {
                case UpsertOutcome.Duplicate:
                    duplicates++;
                    break;
                case UpsertOutcome.Inserted:
                    inserted++;
                    ChatOf(item).AddInserted(item.Timestamp);
                    _oldest = item.Timestamp < _oldest ? item.Timestamp : _oldest ?? item.Timestamp;
                    break;
                case UpsertOutcome.Updated:
                    updated++;
                    ChatOf(item).Updated++;
                    break;
                case null:
                    failed++;
                    break;
            }
        }

        _counts = _counts with
        {
            Duplicates = _counts.Duplicates + duplicates,
            Inserted = _counts.Inserted + inserted,
            Updated = _counts.Updated + updated,
            Failed = _counts.Failed + failed,
        };
    }

    ChatTally ChatOf(MessageUpsert item)
    {
        if (!_chats.TryGetValue(item.Key.Chat, out ChatTally? chat))
        {
            _chats.Add(item.Key.Chat, chat = new ChatTally());
        }

        return chat;
    }

    static DateTimeOffset? Moment(long? seconds) => seconds is { } value ? DateTimeOffset.FromUnixTimeSeconds(value) : null;

    sealed class ChatTally
    {
        public long Inserted { get; private set; }

        public long Updated { get; set; }

        public long? First { get; private set; }

        public long? Last { get; private set; }

        public void AddInserted(long? timestamp)
        {
            Inserted++;
            First = timestamp < First ? timestamp : First ?? timestamp;
            Last = timestamp > Last ? timestamp : Last ?? timestamp;
        }
    }
}
