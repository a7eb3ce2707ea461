using System.Text;
using Npgsql;

namespace HistoryImport.PostgreSql;

/// <summary>Reads one batch after the other. Between two batches nothing is held open, so the consumer may remove what it got.</summary>
sealed class CacheReader(CacheQuery query)
{
    // As many as a ticket or a live connection has waiting: they come in one round trip.
    const int Few = 500;
    const int FewChats = 8;

    readonly MergedEntries _entries = new(query);

    // The batch that is being read: whatever fails on the way is done again, and misses none.
    readonly List<EntrySize> _taken = [];

    // Whether a glance is worth its price: many chats hold much, and one that has been taken is not taken again.
    bool _mayBeFew = query.Chats is null or { Count: <= FewChats };

    // What is appended after the first batch is left for the next run: a reader always comes to an end.
    long? _end;

    /// <summary>Gets whether it is known already that there is no next batch.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Reads the next batch.</summary>
    /// <returns><see langword="null"/> at the end.</returns>
    public async ValueTask<CacheBatch?> NextAsync(DbSession session, CancellationToken cancellationToken)
    {
        if (_mayBeFew && await GlanceAsync(session, cancellationToken).ConfigureAwait(false) is { } all)
        {
            IsOver = true;
            return all.LastEntryId == 0 ? null : all;
        }

        _mayBeFew = false;
        if (await KeyLookup.FindConnectionAsync(session, query.Connection, cancellationToken).ConfigureAwait(false) is not { } connection)
        {
            return null;
        }

        if (_end is null)
        {
            _end = await session.GetPrepared(CacheSql.LastId).Add(connection).Add(query.Waiting).NumberAsync(cancellationToken).ConfigureAwait(false) ?? 0;
            if (_entries.HasWindow)
            {
                await FeedWindowAsync(session, connection, _end.Value, cancellationToken).ConfigureAwait(false);
            }
        }

        await TakeAsync(session, connection, _end.Value, cancellationToken).ConfigureAwait(false);
        if (_taken.Count == 0)
        {
            return null;
        }

        CacheBatch batch = await LoadAsync(session, connection, [.. _taken.Select(entry => entry.Id)], cancellationToken).ConfigureAwait(false);
        _taken.Clear();
        return batch;
    }

    /// <summary>Reads the oldest messages of some chats.</summary>
    public static async ValueTask<CacheBatch?> OldestAsync(
        DbSession session, ConnectionKey key, IReadOnlyCollection<Jid> chats, int count, CancellationToken cancellationToken)
    {
        if (await KeyLookup.FindConnectionAsync(session, key, cancellationToken).ConfigureAwait(false) is not { } connection)
        {
            return new CacheBatch();
        }

        long last = await session.GetPrepared(CacheSql.LastId).Add(connection).Add(false).NumberAsync(cancellationToken).ConfigureAwait(false) ?? 0;
        List<long> ids = await KeyLookup.Find(session, key, CacheSql.OldestOfChats).Add([.. chats.Select(chat => (string?)chat.Value)]).Add((long)count)
            .ListAsync(row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
        var messages = new List<CachedMessage>(ids.Count);
        if (ids.Count > 0)
        {
            await session.GetPrepared(CacheSql.Get).Add(connection).Add(false).Add([.. ids])
                .ListAsync(row => Add(row, messages, [], []), cancellationToken).ConfigureAwait(false);
            Sort(messages);
        }

        return new CacheBatch { Messages = messages, LastEntryId = last };
    }

    /// <summary>Reads all there is if it is little.</summary>
    /// <returns><see langword="null"/> if it is not.</returns>
    async ValueTask<CacheBatch?> GlanceAsync(DbSession session, CancellationToken cancellationToken)
    {
        int most = Math.Min(Few, query.BatchSize);
        var messages = new List<CachedMessage>();
        var names = new List<CachedName>();
        var problems = new List<CachedProblem>();
        int read = 0;
        (long found, long last) = (0, 0);
        Statement glance = query is { Waiting: true, Rest: { } rest }
            ? KeyLookup.FindPrepared(session, query.Connection, query.Chats is null ? RestSql.GlanceAtConnection : RestSql.GlanceAtChats).Add((long)rest).Add(query.After)
            : KeyLookup.FindPrepared(session, query.Connection, _entries.HasWindow ? CacheSql.GlanceAtWindow : query.Chats is null ? CacheSql.GlanceAtConnection : CacheSql.GlanceAtChats)
                .Add(query.Waiting).Add(query.After).Add(query.Since ?? long.MinValue).Add(query.Until ?? long.MaxValue);
        glance.Add(most + 1L).Add((long)query.BatchBytes);
        if (query.Chats is not null)
        {
            glance.Add([.. query.Chats.Select(chat => chat.Value).Distinct()]);
        }

        await glance.EachAsync(
            row =>
            {
                Add(row, messages, names, problems);
                (read, last, found) = (read + 1, Math.Max(last, row.GetInt64(0)), row.GetInt64(4));
            },
            cancellationToken).ConfigureAwait(false);
        if (read < found || found > most)
        {
            return null;
        }

        Sort(messages);
        return new CacheBatch { Messages = messages, Names = names, Problems = problems, LastEntryId = last };
    }

    // The payloads are asked for by number: what a batch does not hold never leaves the server.
    async ValueTask TakeAsync(DbSession session, long connection, long end, CancellationToken cancellationToken)
    {
        long bytes = _taken.Sum(entry => (long)entry.Bytes);
        while (_taken.Count < query.BatchSize && bytes < query.BatchBytes)
        {
            if (_entries.IsStarving)
            {
                await FeedAsync(session, connection, end, cancellationToken).ConfigureAwait(false);
            }

            if (!_entries.TryPeek(out EntrySize entry))
            {
                break;
            }

            _entries.Take();
            _taken.Add(entry);
            bytes += entry.Bytes;
        }
    }

    async ValueTask FeedWindowAsync(DbSession session, long connection, long end, CancellationToken cancellationToken)
    {
        IReadOnlyList<EntriesAhead> chats = _entries.Low;
        List<EntrySize>[] found = [.. chats.Select(_ => new List<EntrySize>())];
        await session.GetPrepared(CacheSql.IdsInWindow)
            .Add(connection).Add(query.Waiting).Add(end).Add(query.Since ?? long.MinValue).Add(query.Until ?? long.MaxValue)
            .Add(MergedEntries.Held + 1L).Add(query.After).Add([.. chats.Select(chat => chat.Chat)])
            .EachAsync(row => found[row.GetInt64(0)].Add(new EntrySize(row.GetInt64(1), row.GetInt32(2))), cancellationToken).ConfigureAwait(false);
        _entries.FeedWindow(found);
    }

    async ValueTask FeedAsync(DbSession session, long connection, long end, CancellationToken cancellationToken)
    {
        IReadOnlyList<EntriesAhead> low = _entries.Low;
        List<EntrySize>[] found = [.. low.Select(_ => new List<EntrySize>())];
        Statement find = query is { Waiting: true, Rest: { } rest }
            ? session.GetPrepared(query.Chats is null ? RestSql.IdsOfConnection : RestSql.IdsOfChats).Add(connection).Add((long)rest).Add(end)
            : session.GetPrepared(query.Chats is null ? CacheSql.IdsOfConnection : CacheSql.IdsOfChats)
                .Add(connection).Add(query.Waiting).Add(end).Add(query.Since ?? long.MinValue).Add(query.Until ?? long.MaxValue);
        find.Add((long)_entries.Ahead).Add([.. low.Select(chat => chat.Last)]);
        _ = query.Chats is null ? find.Add(query.IncludeGroups) : find.Add([.. low.Select(chat => chat.Chat)]);

        await find.EachAsync(row => found[row.GetInt64(0)].Add(new EntrySize(row.GetInt64(1), row.GetInt32(2))), cancellationToken).ConfigureAwait(false);
        _entries.Feed(found);
    }

    async ValueTask<CacheBatch> LoadAsync(DbSession session, long connection, long[] ids, CancellationToken cancellationToken)
    {
        var messages = new List<CachedMessage>(ids.Length);
        var names = new List<CachedName>();
        var problems = new List<CachedProblem>();
        await session.GetPrepared(CacheSql.Get).Add(connection).Add(query.Waiting).Add(ids)
            .ListAsync(row => Add(row, messages, names, problems), cancellationToken).ConfigureAwait(false);
        Sort(messages);
        return new CacheBatch { Messages = messages, Names = names, Problems = problems, LastEntryId = ids[^1] };
    }

    // The server is not asked to sort what is large.
    static void Sort(List<CachedMessage> messages) => messages.Sort((one, other) => one.EntryId.CompareTo(other.EntryId));

    static bool Add(NpgsqlDataReader row, List<CachedMessage> messages, List<CachedName> names, List<CachedProblem> problems)
    {
        long id = row.GetInt64(0);
        short kind = row.GetInt16(1);
        byte[] payload = row.GetFieldValue<byte[]>(3);
        if (kind == EntryKind.Problem)
        {
            problems.Add(new CachedProblem(id, ProblemColumn.Read(id, payload)));
            return true;
        }

        if (kind != EntryKind.Message)
        {
            if (Jid.TryParse(row.GetString(2), out Jid jid))
            {
                names.Add(new CachedName(id, new HistoryName(jid, EntryKind.NameKindOf(kind), Encoding.UTF8.GetString(payload))));
            }

            return true;
        }

        try
        {
            messages.Add(new CachedMessage(id, HistoryMessageSerializer.Deserialize(payload)));
        }
        catch (FormatException error)
        {
            problems.Add(new CachedProblem(0, new DecodeProblem(id, error.Message) { Unit = PositionUnit.Entry }));
        }

        return true;
    }
}
