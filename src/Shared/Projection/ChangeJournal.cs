namespace HistoryImport.Relational;

/// <summary>What a transaction changes, as it goes on: keys only. What the messages are in the end is read when it is told.</summary>
sealed class ChangeJournal
{
    readonly List<JournalEntry> _entries = [];
    readonly HashSet<JournalEntry> _known = [];
    readonly Dictionary<MessageKey, MessageUpsert> _made = [];
    readonly Dictionary<MessageKey, MessageKey> _moves = [];
    readonly HashSet<Jid> _named = [];

    /// <summary>Gets whose names changed, came or went.</summary>
    public IReadOnlyCollection<Jid> Named => _named;

    public bool IsEmpty => _entries.Count == 0 && _named.Count == 0;

    /// <summary>Gets the entries in their order.</summary>
    public IReadOnlyList<JournalEntry> Entries => _entries;

    /// <summary>Takes in a batch that was written.</summary>
    /// <param name="items">Its items.</param>
    /// <param name="outcomes">What became of them.</param>
    /// <param name="found">Chat and id of messages that were changed by items which name no chat.</param>
    public void AddBatch(IReadOnlyList<MessageUpsert> items, UpsertOutcome[] outcomes, IEnumerable<(Jid Chat, string Id)> found)
    {
        for (int i = 0; i < outcomes.Length; i++)
        {
            if (outcomes[i] is UpsertOutcome.Inserted or UpsertOutcome.Updated && !items[i].Key.Chat.IsNone)
            {
                Add(items[i], outcomes[i]);
            }
        }

        foreach ((Jid chat, string id) in found)
        {
            UpdateAll(chat, id);
        }
    }

    public void Update(MessageKey key) => Add(new JournalEntry(MessageChangeKind.Updated, key));

    /// <summary>Notes that messages of a chat with one id may have changed, whoever sent them.</summary>
    public void UpdateAll(Jid chat, string id) => Add(new JournalEntry(MessageChangeKind.Updated, new MessageKey(chat, default, false, id), IsOfAll: true));

    public void Move(MessageKey from, MessageKey to)
    {
        _moves[from] = to;
        Add(new JournalEntry(MessageChangeKind.Moved, to, from));
    }

    public void Erase(MessageKey key) => Add(new JournalEntry(MessageChangeKind.Erased, key));

    public void Name(Jid jid) => _named.Add(jid);

    /// <summary>Notes that names move.</summary>
    public void MoveNames(IEnumerable<JidJoin> joins) => _named.UnionWith(joins.Where(join => join.From != join.To).SelectMany(join => (IEnumerable<Jid>)[join.From, join.To]));

    /// <summary>Gets the key that a message has in the end.</summary>
    public MessageKey Last(MessageKey key)
    {
        while (_moves.TryGetValue(key, out MessageKey next))
        {
            key = next;
        }

        return key;
    }

    /// <summary>Gets what a row was made of, if nothing else may have changed it since; its reactions are others.</summary>
    public MessageUpsert? Made(MessageKey key) => _made.GetValueOrDefault(key);

    void Add(MessageUpsert item, UpsertOutcome outcome)
    {
        if (item.MatchesEitherDirection || item.IsFollowUp)
        {
            UpdateAll(item.Key.Chat, item.Key.Id);
            return;
        }

        if (outcome == UpsertOutcome.Inserted)
        {
            _made[item.Key] = item;
        }

        Add(new JournalEntry(outcome == UpsertOutcome.Inserted ? MessageChangeKind.Inserted : MessageChangeKind.Updated, item.Key));
        if (item.Reactions.Count > 0 && item.Key.Chat.Kind != JidKind.Group)
        {
            // They belong to the message of the other direction as well.
            Update(item.Key with { FromMe = !item.Key.FromMe });
        }
    }

    void Add(JournalEntry entry)
    {
        if (_known.Add(entry))
        {
            _entries.Add(entry);
        }
    }
}
