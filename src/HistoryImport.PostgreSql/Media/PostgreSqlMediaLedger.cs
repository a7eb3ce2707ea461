using Npgsql;

namespace HistoryImport.PostgreSql;

/// <summary>The media ledger. Thread-safe: each call has a connection of its own.</summary>
sealed class PostgreSqlMediaLedger(HistoryDatabase database) : IMediaLedger
{
    public ValueTask<IReadOnlyList<MediaMessage>> FindMessagesAsync(
        ConnectionKey connection, IReadOnlyCollection<MessageKey> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        MessageKey[] wanted = [.. keys];
        return ReadAsync(connection, (session, number, token) => MediaRows.FindAsync(session, number, wanted, token), cancellationToken);
    }

    public ValueTask<IReadOnlyList<MediaMessage>> ListMessagesAsync(ConnectionKey connection, MediaQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ReadAsync(connection, (session, number, token) => MediaRows.ListAsync(session, number, query, token), cancellationToken);
    }

    public ValueTask<IReadOnlyList<MediaFile>> FindAsync(
        ConnectionKey connection, IReadOnlyCollection<string> files, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        return FilesAsync(connection, MediaSql.Files, find => find.Add([.. files.Select(file => (string?)file)]), cancellationToken);
    }

    public ValueTask<IReadOnlyList<MediaFile>> FindByMessageAsync(ConnectionKey connection, string messageId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messageId);
        return FilesAsync(connection, MediaSql.FilesOfMessage, find => find.Add(messageId), cancellationToken);
    }

    public ValueTask<IReadOnlyList<MediaFile?>> ReferAsync(
        ConnectionKey connection, IReadOnlyList<MediaReference> references, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(references);
        return database.WriteAsync((session, token) => ReferAsync(session, connection, references, token), cancellationToken);
    }

    public ValueTask<MediaFile?> TryWriteAsync(ConnectionKey connection, MediaFile file, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(file);
        return database.WriteAsync(
            async (session, token) =>
            {
                long? version = await KeyLookup.FindConnectionAsync(session, connection, token, KeyLookup.ToWriteRows).ConfigureAwait(false) is { } number
                    ? await session.Get(MediaSql.Write).Add(number).Add(file.Id).Add((long)file.State).Add(MediaFileColumn.Milliseconds(file.DueAt)).Add(file.Name)
                        .Add(file.AskedChat).Add(MediaFileColumn.Write(file)).Add(file.Version).NumberAsync(token).ConfigureAwait(false)
                    : null;
                return version is { } written ? file with { Version = written } : null;
            },
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<MediaFile>> ListDueAsync(
        ConnectionKey connection, DateTimeOffset now, int count, CancellationToken cancellationToken = default) =>
        FilesAsync(connection, MediaSql.Due, find => find.Add(now.ToUnixTimeMilliseconds()).Add((long)count), cancellationToken);

    public ValueTask<bool> HasOpenAsync(ConnectionKey connection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return database.ReadAsync(
            async (session, token) => await KeyLookup.Find(session, connection, MediaSql.Open).NumberAsync(token).ConfigureAwait(false) is not null, cancellationToken);
    }

    public ValueTask<IReadOnlyList<MediaRemoval>> ListRemovalsAsync(ConnectionKey connection, int count, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return database.ReadAsync<IReadOnlyList<MediaRemoval>>(
            async (session, token) => await KeyLookup.Find(session, connection, MediaSql.Removals).Add((long)count).ListAsync(
                row => new MediaRemoval(row.GetString(0), MediaFileColumn.Time(row.IsDBNull(1) ? null : row.GetInt64(1))), token).ConfigureAwait(false),
            cancellationToken);
    }

    public async ValueTask RemovedAsync(ConnectionKey connection, IReadOnlyCollection<string> names, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(names);
        string?[] removed = [.. names];
        await database.WriteAsync(
            (session, token) => KeyLookup.Find(session, connection, MediaSql.Removed).Add(removed).ExecuteAsync(token), cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<IReadOnlyList<ConnectionKey>> ListConnectionsAsync(DateTimeOffset now, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<ConnectionKey>>(
            async (session, token) => await session.Get(MediaSql.Connections).Add(now.ToUnixTimeMilliseconds())
                .ListAsync(row => new ConnectionKey(row.GetString(0), row.GetString(1)), token).ConfigureAwait(false),
            cancellationToken);

    static async ValueTask<IReadOnlyList<MediaFile?>> ReferAsync(
        DbSession session, ConnectionKey connection, IReadOnlyList<MediaReference> references, CancellationToken cancellationToken)
    {
        long number = await KeyLookup.ConnectionAsync(session, connection, KeyLookup.ToWriteRows, cancellationToken).ConfigureAwait(false);
        List<int> there = await MediaRows.Keys(session.Get(MediaSql.Refer).Add(number), [.. references.Select(reference => reference.Key)])
            .Add([.. references.Select(reference => (string?)reference.File.Id)])
            .ListAsync(row => (int)row.GetInt64(0), cancellationToken).ConfigureAwait(false);
        MediaFile[] fresh = [.. there.Select(item => references[item].File).DistinctBy(file => file.Id)];
        await session.Get(MediaSql.Add).Add(number).Add([.. fresh.Select(file => (string?)file.Id)]).Add([.. fresh.Select(file => (short?)file.State)])
            .Add([.. fresh.Select(file => MediaFileColumn.Milliseconds(file.DueAt))]).Add([.. fresh.Select(file => (string?)file.Name)])
            .Add([.. fresh.Select(file => file.AskedChat)]).Add([.. fresh.Select(file => (byte[]?)MediaFileColumn.Write(file))])
            .ExecuteAsync(cancellationToken).ConfigureAwait(false);
        Dictionary<string, MediaFile> found = (await KeyLookup.Find(session, connection, MediaSql.Files).Add([.. fresh.Select(file => (string?)file.Id)])
            .ListAsync(Read, cancellationToken).ConfigureAwait(false)).ToDictionary(file => file.Id, StringComparer.Ordinal);
        var files = new MediaFile?[references.Count];
        there.ForEach(item => files[item] = found[references[item].File.Id]);
        return files;
    }

    ValueTask<IReadOnlyList<T>> ReadAsync<T>(
        ConnectionKey connection, Func<DbSession, long, CancellationToken, ValueTask<IReadOnlyList<T>>> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return database.ReadAsync(
            async (session, token) => await KeyLookup.FindConnectionAsync(session, connection, token).ConfigureAwait(false) is { } number
                ? await read(session, number, token).ConfigureAwait(false)
                : [],
            cancellationToken);
    }

    ValueTask<IReadOnlyList<MediaFile>> FilesAsync(
        ConnectionKey connection, string sql, Func<Statement, Statement> bind, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return database.ReadAsync<IReadOnlyList<MediaFile>>(
            async (session, token) => await bind(KeyLookup.Find(session, connection, sql)).ListAsync(Read, token).ConfigureAwait(false), cancellationToken);
    }

    static MediaFile Read(NpgsqlDataReader row) =>
        MediaFileColumn.Read(row.GetFieldValue<byte[]>(1), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetString(3));
}
