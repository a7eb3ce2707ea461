using System.Runtime.InteropServices;

namespace HistoryImport;

/// <summary>The counts of a run. Only what is committed is counted.</summary>
/// <remarks>Batches that are written at once are counted one after the other. What lists is read when all are written.</remarks>
sealed class ImportTally(int maxProblems)
{
    readonly Lock _lock = new();
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

    /// <summary>Gets how many amendments began to wait in this run.</summary>
    public long NewlyWaiting { get; private set; }

    public bool HasProblems { get; private set; }

    public long Kept { get; private set; }

    public bool HasNames => _names.Count > 0;

    public DateTimeOffset? Oldest
    {
        get
        {
            lock (_lock)
            {
                return Moment(_oldest);
            }
        }
    }

    /// <summary>Counts a batch of messages.</summary>
    public void Add(ComparedBatch batch, IReadOnlyList<UpsertOutcome> outcomes)
    {
        lock (_lock)
        {
            long filtered = 0;
            foreach ((string reason, long count) in batch.FilteredBy)
            {
                _filteredBy[reason] = _filteredBy.GetValueOrDefault(reason) + count;
                filtered += count;
            }

            long missing = AddOutcomes(batch, outcomes) + batch.Waiting.Count;
            _counts = _counts with
            {
                Read = _counts.Read + batch.Read,
                Invalid = _counts.Invalid + batch.Invalid,
                Filtered = _counts.Filtered + filtered,
                Folded = _counts.Folded + batch.Folded + missing,
                Duplicates = _counts.Duplicates + batch.Duplicates,
            };
        }
    }

    /// <summary>Counts a batch of amendments that waited. Those that still wait were counted when they began to.</summary>
    public void AddWaiting(ComparedBatch batch, IReadOnlyList<UpsertOutcome> outcomes)
    {
        lock (_lock)
        {
            long settled = outcomes.Count - AddOutcomes(batch, outcomes);
            long merged = settled > 0 ? batch.Folded : 0;
            long known = Math.Min(_waiting, settled + merged);
            _waiting -= known;
            _counts = _counts with
            {
                Read = _counts.Read + settled + merged - known,
                Folded = _counts.Folded + merged - known,
            };
        }
    }

    public void AddNewlyWaiting(int count)
    {
        lock (_lock)
        {
            _waiting += count;
            NewlyWaiting += count;
        }
    }

    /// <summary>Counts changes of what names no chat where they were made.</summary>
    public void AddUpdated(IReadOnlyList<Jid> chats)
    {
        lock (_lock)
        {
            foreach (Jid chat in chats)
            {
                ChatOf(chat).Updated++;
            }
        }
    }

    public void AddProblem(ImportProblem problem)
    {
        lock (_lock)
        {
            HasProblems = true;
            Kept += problem.IsKept ? 1 : 0;
            if (_problems.Count < maxProblems)
            {
                _problems.Add(problem);
            }
        }
    }

    public IReadOnlyList<ChatImport> Chats(IdentityGraph identities) =>
    [
        .. _chats.Where(chat => chat.Value.HasChanged && !chat.Key.IsNone).GroupBy(chat => identities.Canonical(chat.Key), chat => chat.Value)
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
            string? greatest = aliases.Select(alias => NameOf(alias, kind)).Aggregate(Utf8Order.Greater);
            if (greatest is not null)
            {
                names.Add(new HistoryName(chat, kind, greatest));
            }
        }

        return names;
    }

    string? NameOf(Jid jid, NameKind kind)
    {
        string? told = _names.GetValueOrDefault((jid, kind));
        return kind == NameKind.Push ? Utf8Order.Greater(told, _chats.GetValueOrDefault(jid)?.Name) : told;
    }

    /// <returns>How many of them miss their message.</returns>
    long AddOutcomes(ComparedBatch batch, IReadOnlyList<UpsertOutcome> outcomes)
    {
        foreach (HistoryName name in batch.Batch.Names)
        {
            Greater(ref CollectionsMarshal.GetValueRefOrAddDefault(_names, (name.Jid, name.Kind), out _), name.Name);
        }

        long duplicates = 0, inserted = 0, updated = 0, missing = 0, failed = 0;
        for (int i = 0; i < outcomes.Count; i++)
        {
            MessageUpsert item = batch.Batch.Items[i];
            ChatTally chat = ChatOf(item.Key.Chat);
            if (item is { PushName: { } own, Key: { FromMe: false, Chat.IsPerson: true } })
            {
                chat.AddName(own);
            }

            switch (outcomes[i])
            {
                case UpsertOutcome.Duplicate when item.IsForRowsToCome:
                case UpsertOutcome.Missing:
                    // It waits on, for rows that may come.
                    missing++;
                    break;
                case UpsertOutcome.Duplicate:
                    duplicates++;
                    break;
                case UpsertOutcome.Inserted:
                    inserted++;
                    chat.AddInserted(item.Timestamp);
                    _oldest = item.Timestamp < _oldest ? item.Timestamp : _oldest ?? item.Timestamp;
                    break;
                case UpsertOutcome.Updated:
                    updated++;
                    chat.Updated++;
                    break;
                default:
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
        return missing;
    }

    ChatTally ChatOf(Jid chat) => CollectionsMarshal.GetValueRefOrAddDefault(_chats, chat, out _) ??= new ChatTally();

    static void Greater(ref string? kept, string name)
    {
        if (!ReferenceEquals(kept, name) && Utf8Order.Compare(name, kept) > 0)
        {
            kept = name;
        }
    }

    static DateTimeOffset? Moment(long? seconds) => seconds is { } value ? DateTimeOffset.FromUnixTimeSeconds(value) : null;

    sealed class ChatTally
    {
        string? _name;

        /// <summary>The greatest of the names that the other side of the chat gave himself.</summary>
        public string? Name => _name;

        public long Inserted { get; private set; }

        public long Updated { get; set; }

        public long? First { get; private set; }

        public long? Last { get; private set; }

        public bool HasChanged => Inserted + Updated > 0;

        public void AddName(string name) => Greater(ref _name, name);

        public void AddInserted(long? timestamp)
        {
            Inserted++;
            First = timestamp < First ? timestamp : First ?? timestamp;
            Last = timestamp > Last ? timestamp : Last ?? timestamp;
        }
    }
}
