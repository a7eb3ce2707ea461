namespace HistoryImport.Testing;

/// <summary>The media ledger of a store in memory.</summary>
/// <param name="gate">What the store locks by.</param>
/// <param name="rows">The rows of a connection.</param>
sealed class KeptMedia(Lock gate, Func<ConnectionKey, IReadOnlyList<MessageUpsert>> rows) : IMediaLedger
{
    readonly Dictionary<(ConnectionKey Connection, string File), MediaFile> _files = [];
    readonly Dictionary<(ConnectionKey Connection, MessageKey Key, string File), long?> _references = [];
    readonly Dictionary<(ConnectionKey Connection, string Name), MediaRemoval> _removals = [];

    public ValueTask<IReadOnlyList<MediaMessage>> FindMessagesAsync(
        ConnectionKey connection, IReadOnlyCollection<MessageKey> keys, CancellationToken cancellationToken = default) =>
        Locked<IReadOnlyList<MediaMessage>>(() => [.. Messages(connection).Where(message => keys.Contains(message.Key))], cancellationToken);

    public ValueTask<IReadOnlyList<MediaMessage>> ListMessagesAsync(ConnectionKey connection, MediaQuery query, CancellationToken cancellationToken = default) =>
        Locked<IReadOnlyList<MediaMessage>>(
            () =>
            [
                .. Messages(connection).Where(message => query.Chats.Contains(message.Key.Chat))
                    .Where(message => (query.From is null || message.Timestamp >= query.From) && (query.To is null || message.Timestamp <= query.To))
                    .Where(message => query.After is null || Order(message, query.After) > 0)
                    .Order(Comparer<MediaMessage>.Create(Order))
                    .Take(query.Count),
            ],
            cancellationToken);

    public ValueTask<IReadOnlyList<MediaFile>> FindAsync(
        ConnectionKey connection, IReadOnlyCollection<string> files, CancellationToken cancellationToken = default) =>
        Locked<IReadOnlyList<MediaFile>>(
            () => [.. files.Distinct().Select(file => _files.GetValueOrDefault((connection, file))).OfType<MediaFile>()], cancellationToken);

    public ValueTask<IReadOnlyList<MediaFile>> FindByMessageAsync(ConnectionKey connection, string messageId, CancellationToken cancellationToken = default) =>
        Locked<IReadOnlyList<MediaFile>>(
            () =>
            [
                .. _references.Keys.Where(one => one.Connection == connection && one.Key.Id == messageId).Select(one => one.File).Distinct()
                    .Select(file => _files[(connection, file)]),
            ],
            cancellationToken);

    public ValueTask<IReadOnlyList<MediaFile?>> ReferAsync(
        ConnectionKey connection, IReadOnlyList<MediaReference> references, CancellationToken cancellationToken = default) =>
        Locked<IReadOnlyList<MediaFile?>>(
            () =>
            {
                Dictionary<MessageKey, MediaMessage> there = Messages(connection).ToDictionary(message => message.Key);
                return [.. references.Select(reference => there.TryGetValue(reference.Key, out MediaMessage? message) ? Refer(connection, reference, message) : null)];
            },
            cancellationToken);

    public ValueTask<MediaFile?> TryWriteAsync(ConnectionKey connection, MediaFile file, CancellationToken cancellationToken = default) =>
        Locked(
            () => _files.TryGetValue((connection, file.Id), out MediaFile? before) && before.Version == file.Version
                ? _files[(connection, file.Id)] = file with { Version = file.Version + 1 }
                : null,
            cancellationToken);

    public ValueTask<IReadOnlyList<MediaFile>> ListDueAsync(
        ConnectionKey connection, DateTimeOffset now, int count, CancellationToken cancellationToken = default) =>
        Locked<IReadOnlyList<MediaFile>>(
            () => [.. Of(connection).Where(file => file.DueAt <= now).OrderBy(file => file.DueAt).ThenBy(file => file.Id, StringComparer.Ordinal).Take(count)],
            cancellationToken);

    public ValueTask<bool> HasOpenAsync(ConnectionKey connection, CancellationToken cancellationToken = default) =>
        Locked(() => Of(connection).Any(file => file.State != MediaState.Stored), cancellationToken);

    public ValueTask<IReadOnlyList<MediaRemoval>> ListRemovalsAsync(ConnectionKey connection, int count, CancellationToken cancellationToken = default) =>
        Locked<IReadOnlyList<MediaRemoval>>(
            () => [.. _removals.Where(one => one.Key.Connection == connection).Select(one => one.Value).OrderBy(one => one.Name, StringComparer.Ordinal).Take(count)],
            cancellationToken);

    public async ValueTask RemovedAsync(ConnectionKey connection, IReadOnlyCollection<string> names, CancellationToken cancellationToken = default) =>
        await Locked(() => names.Count(name => _removals.Remove((connection, name))), cancellationToken).ConfigureAwait(false);

    public ValueTask<IReadOnlyList<ConnectionKey>> ListConnectionsAsync(DateTimeOffset now, CancellationToken cancellationToken = default) =>
        Locked<IReadOnlyList<ConnectionKey>>(
            () =>
            [
                .. _files.Where(file => file.Value.DueAt <= now).Select(file => file.Key.Connection).Concat(_removals.Keys.Select(one => one.Connection)).Distinct()
                    .OrderBy(connection => connection.Tenant, StringComparer.Ordinal).ThenBy(connection => connection.Name, StringComparer.Ordinal),
            ],
            cancellationToken);

    /// <summary>Takes out what erased messages asked for. The caller holds the gate.</summary>
    public void Erase(ConnectionKey connection, ErasureOrder order)
    {
        foreach (((ConnectionKey Connection, MessageKey Key, string File) one, long? timestamp) in _references.ToList())
        {
            if (one.Connection == connection && (IsErased(one.Key, timestamp, order) || HasOldKey(one, timestamp, order)))
            {
                _references.Remove(one);
            }
        }

        HashSet<string> asked = [.. _references.Keys.Where(one => one.Connection == connection).Select(one => one.File)];
        foreach (MediaFile file in Of(connection).ToList())
        {
            if (!asked.Contains(file.Id))
            {
                _files.Remove((connection, file.Id));
                _removals[(connection, file.Name)] = new MediaRemoval(file.Name, file.State == MediaState.Fetching ? file.DueAt : null);
            }
            else if (file.AskedChat is { } chat && order.Chats.Any(one => one.Value == chat))
            {
                _files[(connection, file.Id)] = file with { AskedChat = null, Version = file.Version + 1 };
            }
        }
    }

    // What is stored has no key any longer.
    bool HasOldKey((ConnectionKey Connection, MessageKey Key, string File) one, long? timestamp, ErasureOrder order) =>
        timestamp < order.MediaKeysOlderThan && _files[(one.Connection, one.File)].State != MediaState.Stored;

    static bool IsErased(MessageKey key, long? timestamp, ErasureOrder order) =>
        order.IsWhole || timestamp < order.OlderThan || order.Chats.Contains(key.Chat) || (!key.Sender.IsNone && order.Persons.Contains(key.Sender));

    // The newest first, and those without a time last.
    static int Order(MediaMessage one, MediaMessage other)
    {
        int order = (other.Timestamp ?? long.MinValue).CompareTo(one.Timestamp ?? long.MinValue);
        order = order != 0 ? order : one.Key.Chat.CompareTo(other.Key.Chat);
        order = order != 0 ? order : string.CompareOrdinal(one.Key.Id, other.Key.Id);
        order = order != 0 ? order : one.Key.FromMe.CompareTo(other.Key.FromMe);
        return order != 0 ? order : one.Key.Sender.CompareTo(other.Key.Sender);
    }

    IEnumerable<MediaFile> Of(ConnectionKey connection) => _files.Where(file => file.Key.Connection == connection).Select(file => file.Value);

    IEnumerable<MediaMessage> Messages(ConnectionKey connection) =>
        from row in rows(connection)
        where !row.IsRevoked && (row.Content?.Media is not null || row.MediaId is not null)
        select new MediaMessage
        {
            Key = row.Key,
            Kind = row.Content?.Kind ?? MessageKind.Unsupported,
            Timestamp = row.Timestamp,
            Media = (row.Content?.Media ?? new MediaDescriptor()) with { Id = row.MediaId ?? row.Content?.Media?.Id },
            WireChat = row.WireChat,
            Raw = row.Content?.Raw ?? default,
        };

    MediaFile Refer(ConnectionKey connection, MediaReference reference, MediaMessage message)
    {
        _references.TryAdd((connection, reference.Key, reference.File.Id), message.Timestamp);
        _files.TryAdd((connection, reference.File.Id), reference.File with { Version = 1 });
        return _files[(connection, reference.File.Id)];
    }

    ValueTask<T> Locked<T>(Func<T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            return new(work());
        }
    }
}
