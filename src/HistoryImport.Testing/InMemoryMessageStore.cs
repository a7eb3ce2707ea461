namespace HistoryImport.Testing;

/// <summary>A message store in memory: dictionaries and the merge rules, and nothing else. It keeps the whole contract of <see cref="IMessageStore"/>.</summary>
/// <remarks>
/// <para>Thread-safe. A batch is written whole or not at all, also if it is cancelled or fails half way. Everything is gone with the object.</para>
/// <para>A lease is not looked at: this store shares no database with a state store. Nothing that is read back is a copy of anything
/// that changes: what <see cref="MessageUpsert"/> holds is immutable.</para>
/// </remarks>
public sealed class InMemoryMessageStore : IMessageStore
{
    readonly Lock _lock = new();
    readonly Dictionary<(ConnectionKey Connection, MessageKey Key), MessageUpsert> _rows = [];

    // In every chat but a group a reaction names chat and id only, so it belongs to the message of either direction.
    readonly Dictionary<(ConnectionKey Connection, Jid Chat, string Id), IReadOnlyList<MessageReaction>> _reactions = [];
    readonly KeptErasures _erasures = new();
    readonly UndoLog _undo = new();
    readonly KeptNames _names;
    readonly KeptMedia _media;

    /// <summary>Creates an empty store.</summary>
    public InMemoryMessageStore() => (_names, _media) = (new KeptNames(_undo), new KeptMedia(_lock, Rows));

    /// <summary>Gets what the store says it supports; all of it works in any case but amendments, which are missing their message if not named here.</summary>
    public StoreFeatures Features { get; init; } = StoreFeatures.All;

    /// <inheritdoc/>
    public StoreCapabilities Capabilities => new() { Features = Features };

    /// <inheritdoc/>
    public IMediaLedger? MediaLedger => _media;

    /// <summary>Gets or sets what is called before each batch is written, outside of any lock. What it throws is what the store throws.</summary>
    public Action<MessageBatch>? BeforeUpsert { get; set; }

    /// <summary>Gets or sets what is called before each question for known messages, outside of any lock. What it throws is what the store throws.</summary>
    public Action<IReadOnlyList<MessageUpsert>>? BeforeFind { get; set; }

    /// <summary>Gets how many batches were written.</summary>
    public int Batches { get; private set; }

    /// <summary>Gets how many questions for known messages were answered.</summary>
    public int Questions { get; private set; }

    /// <summary>Gets every connection that has rows or names.</summary>
    public IReadOnlyCollection<ConnectionKey> Connections =>
        Locked(() => _rows.Keys.Select(key => key.Connection).Concat(_names.Connections).Distinct().ToArray());

    /// <summary>Gets the rows of a connection with all they hold, removed reactions included, in no order.</summary>
    /// <param name="connection">Whose rows.</param>
    public IReadOnlyList<MessageUpsert> Rows(ConnectionKey connection)
    {
        lock (_lock)
        {
            return [.. _rows.Where(row => row.Key.Connection == connection).Select(row => row.Value with { Reactions = ReactionsOf(connection, row.Value) })];
        }
    }

    /// <summary>Gets the names of a connection, in no order.</summary>
    /// <param name="connection">Whose names.</param>
    public IReadOnlyList<HistoryName> Names(ConnectionKey connection) => Locked(() => _names.Of(connection));

    /// <inheritdoc/>
    public ValueTask<UpsertResult> UpsertAsync(ConnectionKey connection, MessageBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        cancellationToken.ThrowIfCancellationRequested();
        BeforeUpsert?.Invoke(batch);
        var outcomes = new UpsertOutcome[batch.Items.Count];
        var found = new List<Jid>();
        WriteWhole(() =>
        {
            _erasures.Check(connection, batch.Erasures);
            for (int i = 0; i < outcomes.Length; i++)
            {
                outcomes[i] = Write(connection, batch.Items[i], found);
                cancellationToken.ThrowIfCancellationRequested();
            }

            foreach (HistoryName name in batch.Names)
            {
                _names.Add(connection, name);
            }

            Batches++;
        });
        return new(new UpsertResult(outcomes) { ChatsFound = found });
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ExistingMessage>> FindExistingAsync(
        ConnectionKey connection, IReadOnlyList<MessageUpsert> items, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        cancellationToken.ThrowIfCancellationRequested();
        BeforeFind?.Invoke(items);
        lock (_lock)
        {
            Questions++;
            var found = new List<ExistingMessage>();
            for (int i = 0; i < items.Count; i++)
            {
                if (_rows.TryGetValue((connection, items[i].Key), out MessageUpsert? row))
                {
                    found.Add(ExistingMessage.Like(row, i));
                }
            }

            return new(found);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<MessageAnchor>> GetOldestAsync(
        ConnectionKey connection, IReadOnlyCollection<Jid> chatAliases, int count, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chatAliases);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return new(RowRules.Oldest(_rows.Where(row => row.Key.Connection == connection && chatAliases.Contains(row.Key.Key.Chat)).Select(row => row.Value), count));
        }
    }

    /// <inheritdoc/>
    public ValueTask JoinAsync(ConnectionKey connection, IReadOnlyList<JidJoin> joins, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(joins);
        cancellationToken.ThrowIfCancellationRequested();
        var joined = new Dictionary<Jid, Jid>();
        HashSet<Jid> own = [.. joins.Where(join => join.IsOwn && !join.To.IsNone).Select(join => Joined(join.To))];
        WriteWhole(() =>
        {
            MoveRows(connection, Joined, own);
            MoveReactions(connection, Joined);
            _names.Move(connection, Joined);
        });
        return ValueTask.CompletedTask;

        // One join after the other, as the list has them.
        Jid Joined(Jid jid)
        {
            if (!joined.TryGetValue(jid, out Jid to))
            {
                to = joins.Aggregate(jid, (current, join) => !current.IsNone && current == join.From ? join.To : current);
                joined.Add(jid, to);
            }

            return to;
        }
    }

    /// <inheritdoc/>
    public ValueTask<ErasureMarks> GetErasuresAsync(ConnectionKey connection, long known = 0, CancellationToken cancellationToken = default) =>
        new(Locked(() => _erasures.Read(connection, known)));

    /// <inheritdoc/>
    public ValueTask ChangeErasuresAsync(
        ConnectionKey connection, IReadOnlyCollection<ErasureMark> added, IReadOnlyCollection<Guid> lifted, CancellationToken cancellationToken = default)
    {
        WriteWhole(() => _erasures.Change(connection, added, lifted));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<ErasureStep> EraseAsync(ConnectionKey connection, ErasureOrder order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        cancellationToken.ThrowIfCancellationRequested();
        var step = new ErasureStep();
        WriteWhole(() => step = Erase(connection, order));
        return new(step);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ConnectionKey>> ListConnectionsAsync(string tenant, CancellationToken cancellationToken = default) =>
        new([.. Connections.Where(connection => connection.Tenant == tenant)]);

    ErasureStep Erase(ConnectionKey connection, ErasureOrder order)
    {
        int before = ReactionsIn(connection);
        var erased = ErasedRows.Of(Rows(connection), Names(connection), order);
        erased.Rows.ForEach(row => _undo.Remove(_rows, (connection, row.Key)));
        erased.Changed.ForEach(row => _undo.Set(_rows, (connection, row.Key), ErasedRows.Cleared(_rows[(connection, row.Key)], order)));
        erased.Names.ForEach(name => _names.Remove(connection, name));
        _reactions.Keys.Where(key => key.Connection == connection && (order.Chats.Contains(key.Chat) || order.IsWhole || erased.Ids.Contains((key.Chat, key.Id)))).ToList().ForEach(key => _undo.Remove(_reactions, key));
        _media.Erase(connection, order);
        return erased.Step with { Reactions = before - ReactionsIn(connection) };
    }

    int ReactionsIn(ConnectionKey connection) => _reactions.Where(entry => entry.Key.Connection == connection).Sum(entry => entry.Value.Count)
        + _rows.Where(row => row.Key.Connection == connection && row.Key.Key.Chat.Kind == JidKind.Group).Sum(row => row.Value.Reactions.Count);

    void MoveRows(ConnectionKey connection, Func<Jid, Jid> joined, HashSet<Jid> own)
    {
        (MessageUpsert Row, MessageUpsert Moved)[] affected =
        [
            .. _rows.Where(row => row.Key.Connection == connection)
                .Select(row => (row.Value, Moved: RowRules.Rekeyed(row.Value, joined, own)))
                .Where(pair => pair.Moved.Key != pair.Value.Key || !RowRules.SameReactions(pair.Moved.Reactions, pair.Value.Reactions)),
        ];

        // A row may move to where another one moves away.
        Array.ForEach(affected, pair => _undo.Remove(_rows, (connection, pair.Row.Key)));
        Array.ForEach(affected, pair => MergeIn(connection, pair.Moved));
    }

    void MoveReactions(ConnectionKey connection, Func<Jid, Jid> joined)
    {
        KeyValuePair<(ConnectionKey Connection, Jid Chat, string Id), IReadOnlyList<MessageReaction>>[] affected =
            [.. _reactions.Where(entry => entry.Key.Connection == connection && joined(entry.Key.Chat) != entry.Key.Chat)];
        Array.ForEach(affected, entry => _undo.Remove(_reactions, entry.Key));
        Array.ForEach(affected, entry => AddReactions(entry.Key with { Chat = joined(entry.Key.Chat) }, entry.Value));
    }

    UpsertOutcome Write(ConnectionKey connection, MessageUpsert item, List<Jid> found)
    {
        if (item.Content is null && !Features.HasFlag(StoreFeatures.Amendments))
        {
            return UpsertOutcome.Missing;
        }

        bool isGroup = item.Key.Chat.Kind == JidKind.Group;
        if (item.IsFollowUp || (isGroup && item.MatchesEitherDirection))
        {
            return MergeIntoAll(connection, item, found);
        }

        bool exists = _rows.ContainsKey((connection, item.Key))
            || item.MatchesEitherDirection && _rows.ContainsKey((connection, item.Key with { FromMe = !item.Key.FromMe }));
        if (item.Content is null && !exists)
        {
            return UpsertOutcome.Missing;
        }

        bool hasChanged = !isGroup && AddReactions((connection, item.Key.Chat, item.Key.Id), item.Reactions);
        hasChanged |= !item.MatchesEitherDirection && MergeIn(connection, isGroup ? item : item with { Reactions = [] });
        return !exists ? UpsertOutcome.Inserted : hasChanged ? UpsertOutcome.Updated : UpsertOutcome.Duplicate;
    }

    // Whoever sent them: of a chat, or our own of the official road in every chat.
    UpsertOutcome MergeIntoAll(ConnectionKey connection, MessageUpsert item, List<Jid> found)
    {
        MessageKey[] meant =
        [
            .. Rows(connection).Where(row => row.Key.Id == item.Key.Id)
                .Where(row => item.Key.Chat.IsNone ? row.WireId is not null && row.Key.FromMe : row.Key.Chat == item.Key.Chat).Select(row => row.Key),
        ];
        MessageKey[] changed = [.. meant.Where(key => MergeIn(connection, item with { Key = key, MatchesEitherDirection = false, IsFollowUp = false }))];
        found.AddRange(item.Key.Chat.IsNone ? changed.Select(key => key.Chat) : []);
        return meant.Length == 0 ? UpsertOutcome.Missing : changed.Length > 0 ? UpsertOutcome.Updated : UpsertOutcome.Duplicate;
    }

    bool MergeIn(ConnectionKey connection, MessageUpsert item)
    {
        MessageUpsert? row = _rows.GetValueOrDefault((connection, item.Key));
        MessageUpsert merged = row is null ? item : MessageMerge.Merge(row, item);
        merged = merged with { Reactions = RowRules.Folded(row?.Reactions ?? [], item.Reactions) };
        _undo.Set(_rows, (connection, item.Key), merged);

        // Content changes where its version does.
        return row is null
            || !RowRules.SameReactions(merged.Reactions, row.Reactions)
            || merged with { Content = null, Reactions = [] } != row with { Content = null, Reactions = [] };
    }

    bool AddReactions((ConnectionKey Connection, Jid Chat, string Id) key, IEnumerable<MessageReaction> given)
    {
        IReadOnlyList<MessageReaction> before = _reactions.GetValueOrDefault(key, []);
        IReadOnlyList<MessageReaction> after = RowRules.Folded(before, given);
        _undo.Set(_reactions, key, after);
        return !RowRules.SameReactions(before, after);
    }

    IReadOnlyList<MessageReaction> ReactionsOf(ConnectionKey connection, MessageUpsert row) => row.Key.Chat.Kind == JidKind.Group
        ? row.Reactions
        : _reactions.GetValueOrDefault((connection, row.Key.Chat, row.Key.Id), []);

    T Locked<T>(Func<T> read)
    {
        lock (_lock)
        {
            return read();
        }
    }

    void WriteWhole(Action write)
    {
        lock (_lock)
        {
            _undo.Write(write);
        }
    }
}
