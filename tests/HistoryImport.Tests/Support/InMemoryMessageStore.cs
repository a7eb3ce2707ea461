namespace HistoryImport.Tests.Support;

/// <summary>The contract of <see cref="IMessageStore"/> in its simplest form: a dictionary and the merge rules.</summary>
sealed class InMemoryMessageStore : IMessageStore
{
    readonly Lock _lock = new();
    readonly Dictionary<(ConnectionKey, MessageKey), MessageUpsert> _rows = [];
    readonly Dictionary<(ConnectionKey, Jid, string), IReadOnlyList<MessageReaction>> _chatReactions = [];

    public StoreFeatures Features { get; init; } = StoreFeatures.All;

    public StoreCapabilities Capabilities => new() { Features = Features };

    /// <summary>Called before each upsert; throws to simulate a refusal.</summary>
    public Action<MessageBatch>? BeforeUpsert { get; set; }

    /// <summary>Called before each question.</summary>
    public Action<IReadOnlyList<MessageUpsert>>? BeforeFind { get; set; }

    public int Batches { get; private set; }

    public int Questions { get; private set; }

    public IReadOnlyList<string> Rows(ConnectionKey connection)
    {
        lock (_lock)
        {
            return [.. _rows.Where(row => row.Key.Item1 == connection).Select(row => Describe(connection, row.Value)).Order(StringComparer.Ordinal)];
        }
    }

    public ValueTask<UpsertResult> UpsertAsync(ConnectionKey connection, MessageBatch batch, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        BeforeUpsert?.Invoke(batch);
        lock (_lock)
        {
            Batches++;
            return new(new UpsertResult([.. batch.Items.Select(item => item.MatchesEitherDirection ? React(connection, item) : Upsert(connection, item))]));
        }
    }

    public ValueTask<IReadOnlyList<ExistingMessage>> FindExistingAsync(
        ConnectionKey connection, IReadOnlyList<MessageUpsert> items, CancellationToken cancellationToken = default)
    {
        BeforeFind?.Invoke(items);
        lock (_lock)
        {
            Questions++;
            return new(
            [
                .. Enumerable.Range(0, items.Count).Where(i => _rows.ContainsKey((connection, items[i].Key))).Select(i => ExistingMessage.Like(_rows[(connection, items[i].Key)], i)),
            ]);
        }
    }

    public ValueTask<IReadOnlyList<MessageAnchor>> GetOldestAsync(
        ConnectionKey connection, IReadOnlyCollection<Jid> chatAliases, int count, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return new(
            [
                .. _rows.Where(row => row.Key.Item1 == connection && chatAliases.Contains(row.Key.Item2.Chat))
                    .Select(row => row.Value)
                    .Where(row => row.Timestamp is not null && row.Content!.Kind is not (MessageKind.Call or MessageKind.System))
                    .OrderBy(row => row.Timestamp)
                    .Take(count)
                    .Select(row => new MessageAnchor(row.WireChat ?? row.Key.Chat.Value, row.Key.Id, row.Key.FromMe, row.Timestamp!.Value)),
            ]);
        }
    }

    public ValueTask JoinAsync(ConnectionKey connection, IReadOnlyList<JidJoin> joins, CancellationToken cancellationToken = default)
    {
        Dictionary<Jid, Jid> to = joins.ToDictionary(join => join.From, join => join.To);
        lock (_lock)
        {
            var rows = _rows.Where(row => row.Key.Item1 == connection).Select(row => row.Value).ToList();
            var reactions = _chatReactions.Where(entry => entry.Key.Item1 == connection).ToList();
            rows.ForEach(row => _rows.Remove((connection, row.Key)));
            reactions.ForEach(entry => _chatReactions.Remove(entry.Key));
            foreach (MessageUpsert row in rows)
            {
                MessageKey key = row.Key with { Chat = Joined(row.Key.Chat), Sender = Joined(row.Key.Sender) };
                Upsert(connection, row with { Key = key, Reactions = [.. row.Reactions.Select(one => one with { Sender = Joined(one.Sender) })] });
            }

            foreach (((ConnectionKey, Jid, string) key, IReadOnlyList<MessageReaction> value) in reactions)
            {
                AddChatReactions((connection, Joined(key.Item2), key.Item3), value);
            }
        }

        return ValueTask.CompletedTask;

        Jid Joined(Jid jid) => to.GetValueOrDefault(jid, jid);
    }

    UpsertOutcome Upsert(ConnectionKey connection, MessageUpsert item)
    {
        bool known = _rows.TryGetValue((connection, item.Key), out MessageUpsert? row);
        if (!known && item.Content is null)
        {
            return UpsertOutcome.Missing;
        }

        bool reacted = item.Key.Chat.Kind != JidKind.Group && AddChatReactions((connection, item.Key.Chat, item.Key.Id), item.Reactions);
        MessageUpsert own = item.Key.Chat.Kind == JidKind.Group ? item : item with { Reactions = [] };
        MessageUpsert merged = known ? MessageMerge.Merge(row!, own) : MessageMerge.Merge(own, own);
        _rows[(connection, item.Key)] = merged;
        return !known ? UpsertOutcome.Inserted
            : reacted || Describe(connection, merged) != Describe(connection, row!) ? UpsertOutcome.Updated
            : UpsertOutcome.Duplicate;
    }

    UpsertOutcome React(ConnectionKey connection, MessageUpsert item)
    {
        bool exists = _rows.ContainsKey((connection, item.Key)) || _rows.ContainsKey((connection, item.Key with { FromMe = !item.Key.FromMe }));
        return !exists ? UpsertOutcome.Missing
            : AddChatReactions((connection, item.Key.Chat, item.Key.Id), item.Reactions) ? UpsertOutcome.Updated
            : UpsertOutcome.Duplicate;
    }

    bool AddChatReactions((ConnectionKey, Jid, string) key, IReadOnlyList<MessageReaction> reactions)
    {
        IReadOnlyList<MessageReaction> before = _chatReactions.GetValueOrDefault(key, []);
        IReadOnlyList<MessageReaction> after = MessageMerge.Merge(before, reactions);
        _chatReactions[key] = after;
        return !before.ToHashSet().SetEquals(after);
    }

    string Describe(ConnectionKey connection, MessageUpsert row)
    {
        IEnumerable<MessageReaction> reactions = row.Reactions.Concat(_chatReactions.GetValueOrDefault((connection, row.Key.Chat, row.Key.Id), []));
        string reacted = string.Join(",", reactions.Where(one => one.Emoji.Length > 0).Select(one => $"{one.FromMe}/{one.Sender}/{one.Emoji}").Order(StringComparer.Ordinal));
        return $"{row.Key.Chat}|{row.Key.Id}|{row.Key.FromMe}|{row.Key.Sender}|{row.Timestamp}|{row.Content?.Kind}|{row.Body}|{row.Status}|{row.Edit?.TimestampMs}|{row.IsRevoked}|{row.PushName}|{reacted}";
    }
}
