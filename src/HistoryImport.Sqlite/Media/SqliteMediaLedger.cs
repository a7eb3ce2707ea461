namespace HistoryImport.Sqlite;

/// <summary>The media ledger. Thread-safe: writes go one after the other, queries beside them.</summary>
sealed class SqliteMediaLedger(HistoryDatabase database) : IMediaLedger
{
    public ValueTask<IReadOnlyList<MediaMessage>> FindMessagesAsync(
        ConnectionKey connection, IReadOnlyCollection<MessageKey> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return ReadAsync<MediaMessage>(connection, (session, number) => MediaRows.Find(session, number, keys), cancellationToken);
    }

    public ValueTask<IReadOnlyList<MediaMessage>> ListMessagesAsync(ConnectionKey connection, MediaQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ReadAsync(connection, (session, number) => MediaRows.List(session, number, query), cancellationToken);
    }

    public ValueTask<IReadOnlyList<MediaFile>> FindAsync(
        ConnectionKey connection, IReadOnlyCollection<string> files, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        return ReadAsync<MediaFile>(
            connection, (session, number) => [.. files.Select(file => FileRows.Find(session, number, file)).OfType<MediaFile>()], cancellationToken);
    }

    public ValueTask<IReadOnlyList<MediaFile>> FindByMessageAsync(ConnectionKey connection, string messageId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messageId);
        return ReadAsync<MediaFile>(connection, (session, number) => FileRows.OfMessage(session, number, messageId), cancellationToken);
    }

    public ValueTask<IReadOnlyList<MediaFile?>> ReferAsync(
        ConnectionKey connection, IReadOnlyList<MediaReference> references, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(references);
        return database.WriteAsync<IReadOnlyList<MediaFile?>>(
            Durability.Normal, writer => [.. references.Select(reference => Refer(writer, writer.Keys.Connection(connection), reference))], cancellationToken);
    }

    public ValueTask<MediaFile?> TryWriteAsync(ConnectionKey connection, MediaFile file, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(file);
        return database.WriteAsync(
            Durability.Normal, writer => FileRows.TryWrite(writer.Session, writer.Keys.Connection(connection), file), cancellationToken);
    }

    public ValueTask<IReadOnlyList<MediaFile>> ListDueAsync(
        ConnectionKey connection, DateTimeOffset now, int count, CancellationToken cancellationToken = default) =>
        ReadAsync<MediaFile>(connection, (session, number) => FileRows.Due(session, number, now, count), cancellationToken);

    public ValueTask<bool> HasOpenAsync(ConnectionKey connection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return database.ReadAsync(
            session => KeyLookup.FindConnection(session, connection) is { } number && FileRows.HasOpen(session, number), cancellationToken);
    }

    public ValueTask<IReadOnlyList<MediaRemoval>> ListRemovalsAsync(ConnectionKey connection, int count, CancellationToken cancellationToken = default) =>
        ReadAsync<MediaRemoval>(connection, (session, number) => FileRows.Removals(session, number, count), cancellationToken);

    public async ValueTask RemovedAsync(ConnectionKey connection, IReadOnlyCollection<string> names, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(names);
        await database.WriteAsync(
            Durability.Normal, writer => names.Sum(name => FileRows.Removed(writer.Session, writer.Keys.Connection(connection), name)), cancellationToken)
            .ConfigureAwait(false);
    }

    public ValueTask<IReadOnlyList<ConnectionKey>> ListConnectionsAsync(DateTimeOffset now, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<ConnectionKey>>(session => FileRows.Connections(session, now), cancellationToken);

    // SQLite has one writer: what is there now is there until the commit.
    static MediaFile? Refer(Writer writer, long connection, MediaReference reference)
    {
        if (!MediaRows.TryTime(writer.Session, connection, reference.Key, out long? timestamp))
        {
            return null;
        }

        FileRows.Add(writer.Session, connection, reference, timestamp);
        return FileRows.Find(writer.Session, connection, reference.File.Id);
    }

    ValueTask<IReadOnlyList<T>> ReadAsync<T>(
        ConnectionKey connection, Func<DbSession, long, IReadOnlyList<T>> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return database.ReadAsync(
            session => KeyLookup.FindConnection(session, connection) is { } number ? read(session, number) : [], cancellationToken);
    }
}
