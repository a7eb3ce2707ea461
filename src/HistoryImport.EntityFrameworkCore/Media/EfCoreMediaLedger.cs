using Microsoft.EntityFrameworkCore;

namespace HistoryImport.EntityFrameworkCore;

/// <summary>The media ledger. Thread-safe: each call has a context of its own.</summary>
sealed class EfCoreMediaLedger(HistoryContexts contexts) : IMediaLedger
{
    public ValueTask<IReadOnlyList<MediaMessage>> FindMessagesAsync(
        ConnectionKey connection, IReadOnlyCollection<MessageKey> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return ReadAsync<IReadOnlyList<MediaMessage>>(connection, [], (session, number) => MediaMessages.FindAsync(session, number, keys), cancellationToken);
    }

    public ValueTask<IReadOnlyList<MediaMessage>> ListMessagesAsync(ConnectionKey connection, MediaQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ReadAsync<IReadOnlyList<MediaMessage>>(connection, [], (session, number) => MediaMessages.ListAsync(session, number, query), cancellationToken);
    }

    public ValueTask<IReadOnlyList<MediaFile>> FindAsync(
        ConnectionKey connection, IReadOnlyCollection<string> files, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        return FilesAsync(connection, known => known.FindAsync(files), cancellationToken);
    }

    public ValueTask<IReadOnlyList<MediaFile>> FindByMessageAsync(ConnectionKey connection, string messageId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messageId);
        return FilesAsync(
            connection,
            known => known.ListAsync(known.Files.Where(file => known.References.Any(one => one.Id == messageId && one.File == file.File)).OrderBy(file => file.File)),
            cancellationToken);
    }

    public async ValueTask<IReadOnlyList<MediaFile?>> ReferAsync(
        ConnectionKey connection, IReadOnlyList<MediaReference> references, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(references);
        return await contexts.WriteAsync(
            async session => await session.FindConnectionAsync(connection).ConfigureAwait(false) is null
                ? new MediaFile?[references.Count]
                : await new MediaTable(session, (await session.HoldConnectionAsync(connection).ConfigureAwait(false)).Number).ReferAsync(references).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
    }

    // Holds no connection: it is one statement, and imports go on beside.
    public async ValueTask<MediaFile?> TryWriteAsync(ConnectionKey connection, MediaFile file, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(file);
        return await contexts.WriteAsync(
            async session => await session.FindConnectionAsync(connection).ConfigureAwait(false) is { } number
                && await new MediaTable(session, number).TryWriteAsync(file).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false)
                ? file with { Version = file.Version + 1 }
                : null;
    }

    public ValueTask<IReadOnlyList<MediaFile>> ListDueAsync(
        ConnectionKey connection, DateTimeOffset now, int count, CancellationToken cancellationToken = default)
    {
        long due = now.ToUnixTimeMilliseconds();
        return FilesAsync(
            connection, known => known.ListAsync(known.Files.Where(file => file.Due <= due).OrderBy(file => file.Due).ThenBy(file => file.File).Take(count)), cancellationToken);
    }

    public ValueTask<bool> HasOpenAsync(ConnectionKey connection, CancellationToken cancellationToken = default) => ReadAsync(
        connection,
        false,
        (session, number) => new MediaTable(session, number).Files.AnyAsync(file => file.State != (short)MediaState.Stored, session.CancellationToken),
        cancellationToken);

    public ValueTask<IReadOnlyList<MediaRemoval>> ListRemovalsAsync(ConnectionKey connection, int count, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<MediaRemoval>>(
            connection,
            [],
            async (session, number) => (await new MediaTable(session, number).Removals.OrderBy(one => one.Name).Take(count).ToListAsync(session.CancellationToken).ConfigureAwait(false))
                .ConvertAll(one => new MediaRemoval(one.Name, MediaFileColumn.Time(one.HeldUntil))),
            cancellationToken);

    public async ValueTask RemovedAsync(ConnectionKey connection, IReadOnlyCollection<string> names, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(names);
        string[] removed = [.. names];
        await contexts.WriteAsync(
            async session => await session.FindConnectionAsync(connection).ConfigureAwait(false) is { } number
                ? await new MediaTable(session, number).Removals.Where(one => removed.Contains(one.Name)).ExecuteDeleteAsync(session.CancellationToken).ConfigureAwait(false)
                : 0,
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<ConnectionKey>> ListConnectionsAsync(DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        long due = now.ToUnixTimeMilliseconds();
        return await contexts.ReadAsync(
            async session =>
            {
                var connections = await session.Context.Set<StoredConnection>().AsNoTracking()
                    .Where(one => session.Context.Set<StoredMediaFile>().Any(file => file.ConnectionId == one.ConnectionId && file.Due <= due)
                        || session.Context.Set<StoredMediaRemoval>().Any(removal => removal.ConnectionId == one.ConnectionId))
                    .Select(one => new { one.Tenant, one.Name }).ToListAsync(session.CancellationToken).ConfigureAwait(false);
                return connections.OrderBy(one => one.Tenant, StringComparer.Ordinal).ThenBy(one => one.Name, StringComparer.Ordinal)
                    .Select(one => new ConnectionKey(one.Tenant, one.Name)).ToList();
            },
            cancellationToken).ConfigureAwait(false);
    }

    ValueTask<IReadOnlyList<MediaFile>> FilesAsync(ConnectionKey connection, Func<MediaTable, Task<List<MediaFile>>> read, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<MediaFile>>(
            connection, [], async (session, number) => await read(new MediaTable(session, number)).ConfigureAwait(false), cancellationToken);

    async ValueTask<T> ReadAsync<T>(ConnectionKey connection, T nothing, Func<Session, long, Task<T>> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return await contexts.ReadAsync(
            async session => await session.FindConnectionAsync(connection).ConfigureAwait(false) is { } number ? await read(session, number).ConfigureAwait(false) : nothing,
            cancellationToken).ConfigureAwait(false);
    }
}
