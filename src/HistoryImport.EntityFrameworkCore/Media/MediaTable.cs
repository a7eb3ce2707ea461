using Microsoft.EntityFrameworkCore;

namespace HistoryImport.EntityFrameworkCore;

/// <summary>Reads and writes the files of a connection, which messages ask for them, and what of them is to be removed.</summary>
sealed class MediaTable(Session session, long connection)
{
    static readonly Column<MediaFile>[] _files =
    [
        new("file", ColumnType.Text, file => file.Id), new("state", ColumnType.Number, file => (long)file.State),
        new("due", ColumnType.Number, file => MediaFileColumn.Milliseconds(file.DueAt)), new("name", ColumnType.Text, file => file.Name),
        new("asked_chat", ColumnType.Text, file => file.AskedChat), new("value", ColumnType.Bytes, MediaFileColumn.Write),
    ];

    static readonly Column<(MediaReference Reference, long? Timestamp)>[] _references =
    [
        new("id", ColumnType.Text, one => one.Reference.Key.Id), new("chat", ColumnType.Text, one => one.Reference.Key.Chat.Value),
        new("from_me", ColumnType.Flag, one => one.Reference.Key.FromMe), new("sender", ColumnType.Text, one => one.Reference.Key.Sender.Value),
        new("file", ColumnType.Text, one => one.Reference.File.Id), new("timestamp", ColumnType.Number, one => one.Timestamp),
    ];

    static readonly Column<StoredMediaFile>[] _removals =
    [
        new("name", ColumnType.Text, file => file.Name), new("held_until", ColumnType.Number, file => file.State == (short)MediaState.Fetching ? file.Due : null),
    ];

    public IQueryable<StoredMediaFile> Files => session.Context.Set<StoredMediaFile>().AsNoTracking().Where(file => file.ConnectionId == connection);

    public IQueryable<StoredMediaReference> References => session.Context.Set<StoredMediaReference>().AsNoTracking().Where(one => one.ConnectionId == connection);

    public IQueryable<StoredMediaRemoval> Removals => session.Context.Set<StoredMediaRemoval>().AsNoTracking().Where(one => one.ConnectionId == connection);

    public async Task<List<MediaFile>> ListAsync(IQueryable<StoredMediaFile> files) =>
        (await files.ToListAsync(session.CancellationToken).ConfigureAwait(false)).ConvertAll(file => MediaFileColumn.Read(file.Value, file.Version, file.AskedChat));

    public Task<List<MediaFile>> FindAsync(IEnumerable<string> ids)
    {
        string[] wanted = [.. ids.Distinct()];
        return ListAsync(Files.Where(file => wanted.Contains(file.File)));
    }

    /// <summary>Notes what asks for what. The transaction holds the connection, so that what is there stays until it ends.</summary>
    public async Task<MediaFile?[]> ReferAsync(IReadOnlyList<MediaReference> references)
    {
        Dictionary<MessageKey, MediaMessage> there = (await MediaMessages.FindAsync(session, connection, references.Select(one => one.Key)).ConfigureAwait(false))
            .ToDictionary(message => message.Key);
        MediaReference[] noted = [.. references.Where(one => there.ContainsKey(one.Key))];
        if (noted.Length == 0)
        {
            return new MediaFile?[references.Count];
        }

        await InsertAsync(
            session.Tables.MediaReferences, [], [.. noted.DistinctBy(one => (one.Key, one.File.Id)).Select(one => (one, there[one.Key].Timestamp))], _references).ConfigureAwait(false);
        await InsertAsync(session.Tables.MediaFiles, [("version", "1")], [.. noted.Select(one => one.File).DistinctBy(file => file.Id)], _files).ConfigureAwait(false);
        Dictionary<string, MediaFile> files = (await FindAsync(noted.Select(one => one.File.Id)).ConfigureAwait(false)).ToDictionary(file => file.Id, StringComparer.Ordinal);
        return [.. references.Select(one => there.ContainsKey(one.Key) ? files[one.File.Id] : null)];
    }

    /// <returns>Whether it was still what it was read as.</returns>
    public async Task<bool> TryWriteAsync(MediaFile file)
    {
        (short state, long? due, byte[] value) = ((short)file.State, MediaFileColumn.Milliseconds(file.DueAt), MediaFileColumn.Write(file));
        return await Files.Where(one => one.File == file.Id && one.Version == file.Version).ExecuteUpdateAsync(
            set => set.SetProperty(one => one.Version, one => one.Version + 1).SetProperty(one => one.State, state).SetProperty(one => one.Due, due)
                .SetProperty(one => one.Name, file.Name).SetProperty(one => one.AskedChat, file.AskedChat).SetProperty(one => one.Value, value),
            session.CancellationToken).ConfigureAwait(false) > 0;
    }

    /// <summary>Takes out what erased messages asked for. The transaction holds the connection, and so nobody asks meanwhile.</summary>
    public async Task EraseAsync(ErasureOrder order)
    {
        string[] chats = [.. order.Chats.Select(chat => chat.Value)];
        string[] persons = [.. order.Persons.Where(person => !person.IsNone).Select(person => person.Value)];
        int forgotten = order.IsWhole ? await ForgetAsync(References).ConfigureAwait(false) : 0;
        forgotten += order.OlderThan is { } bound ? await ForgetAsync(References.Where(one => one.Timestamp < bound)).ConfigureAwait(false) : 0;
        forgotten += order.MediaKeysOlderThan is { } keys ? await ForgetAsync(WithKeysOlderThan(keys)).ConfigureAwait(false) : 0;
        forgotten += persons.Length > 0 ? await ForgetAsync(References.Where(one => one.Sender != "" && persons.Contains(one.Sender))).ConfigureAwait(false) : 0;
        if (chats.Length > 0)
        {
            forgotten += await ForgetAsync(References.Where(one => chats.Contains(one.Chat))).ConfigureAwait(false);
            await Files.Where(file => file.AskedChat != null && chats.Contains(file.AskedChat)).ExecuteUpdateAsync(
                set => set.SetProperty(file => file.AskedChat, (string?)null).SetProperty(file => file.Version, file => file.Version + 1),
                session.CancellationToken).ConfigureAwait(false);
        }

        if (forgotten > 0)
        {
            await RemoveUnaskedAsync().ConfigureAwait(false);
        }
    }

    // What is stored has no key any longer.
    IQueryable<StoredMediaReference> WithKeysOlderThan(long bound) => References.Where(
        one => one.Timestamp < bound && Files.Any(file => file.File == one.File && file.State != (short)MediaState.Stored));

    Task<int> ForgetAsync(IQueryable<StoredMediaReference> references) => references.ExecuteDeleteAsync(session.CancellationToken);

    // As they are when they are taken out: who fetches one writes beside.
    async Task RemoveUnaskedAsync()
    {
        CommandText command = session.NewCommand();
        string number = command.Add(connection);
        List<StoredMediaFile> gone = await session.EntitiesAsync<StoredMediaFile>(
            $"""
            DELETE FROM {session.Tables.MediaFiles} AS files WHERE connection_id = {number} AND NOT EXISTS (
              SELECT 1 FROM {session.Tables.MediaReferences} AS asking WHERE asking.connection_id = {number} AND asking.file = files.file)
            RETURNING *
            """,
            command).ConfigureAwait(false);
        await InsertAsync(session.Tables.MediaRemovals, [], [.. gone], _removals).ConfigureAwait(false);
    }

    async Task InsertAsync<T>(string table, (string Column, string Value)[] same, T[] rows, Column<T>[] columns)
    {
        if (rows.Length == 0)
        {
            return;
        }

        CommandText command = session.NewCommand();
        string names = string.Join(", ", [.. same.Select(one => one.Column), .. columns.Select(column => column.Name)]);
        string values = string.Join(", ", [command.Add(connection), .. same.Select(one => one.Value), .. columns.Select(column => column.Name)]);
        await session.ExecuteAsync(
            $"INSERT INTO {table}(connection_id, {names}) SELECT {values} FROM {session.Dialect.Rows(command, "given", rows, columns)} WHERE true ON CONFLICT DO NOTHING",
            command).ConfigureAwait(false);
    }
}
