using System.Text;

namespace HistoryImport.Sqlite;

/// <summary>Reads one batch after the other. Between two batches nothing is held open, so the consumer may remove what it got.</summary>
sealed class CacheReader(CacheQuery query)
{
    readonly MergedEntries _entries = new(query);

    // What is appended after the first batch is left for the next run: a reader always comes to an end.
    long? _end;

    /// <summary>Reads the next batch.</summary>
    /// <returns><see langword="null"/> at the end.</returns>
    public CacheBatch? Next(DbSession session)
    {
        if (KeyLookup.FindConnection(session, query.Connection) is not { } connection)
        {
            return null;
        }

        if (_end is null)
        {
            _end = session.Get(CacheSql.LastId).ExecuteInt64() ?? 0;
            if (_entries.HasWindow)
            {
                FeedWindow(session, connection);
            }
        }

        return TryPeek(session, connection, out _) ? Load(session, connection) : null;
    }

    /// <summary>Reads the oldest messages of some chats.</summary>
    public static CacheBatch Oldest(DbSession session, ConnectionKey key, IReadOnlyCollection<Jid> chats, int count)
    {
        if (KeyLookup.FindConnection(session, key) is not { } connection)
        {
            return new CacheBatch();
        }

        Statement last = session.Get(CacheSql.LastOfConnection);
        last.Bind(1, connection);
        long lastId = last.ExecuteInt64() ?? 0;
        var ids = new SortedSet<long>();
        Statement oldest = session.Get(CacheSql.OldestOfChat);
        foreach (Jid chat in chats)
        {
            oldest.Bind(1, connection);
            oldest.Bind(2, chat.Value);
            oldest.Bind(3, count);
            while (oldest.Step())
            {
                ids.Add(oldest.Int64(0));
            }
        }

        var messages = new List<CachedMessage>();
        Statement get = session.Get(CacheSql.Get);
        get.Bind(2, false);
        foreach (long id in ids)
        {
            get.Bind(1, id);
            if (get.Step())
            {
                Add(id, get.Bytes(2), messages, []);
                get.Reset();
            }
        }

        return new CacheBatch { Messages = messages, LastEntryId = lastId };
    }

    CacheBatch Load(DbSession session, long connection)
    {
        var messages = new List<CachedMessage>();
        var names = new List<CachedName>();
        var problems = new List<CachedProblem>();
        Statement get = session.Get(CacheSql.Get);
        get.Bind(2, query.Waiting);
        long last = 0, bytes = 0;
        for (int taken = 0; taken < query.BatchSize && bytes < query.BatchBytes && TryPeek(session, connection, out long id); taken++)
        {
            _entries.Take();
            last = id;
            get.Bind(1, id);
            if (!get.Step())
            {
                continue;
            }

            ReadOnlySpan<byte> payload = get.Bytes(2);
            bytes += payload.Length;
            if (get.Int64(0) == EntryKind.Message)
            {
                Add(id, payload, messages, problems);
            }
            else if (get.Int64(0) == EntryKind.Problem)
            {
                problems.Add(new CachedProblem(id, ProblemColumn.Read(id, payload)));
            }
            else if (Jid.TryParse(get.Text(1), out Jid jid))
            {
                names.Add(new CachedName(id, new HistoryName(jid, EntryKind.NameKindOf(get.Int64(0)), Encoding.UTF8.GetString(payload))));
            }

            get.Reset();
        }

        return new CacheBatch { Messages = messages, Names = names, Problems = problems, LastEntryId = last };
    }

    static void Add(long id, ReadOnlySpan<byte> payload, List<CachedMessage> messages, List<CachedProblem> problems)
    {
        try
        {
            messages.Add(new CachedMessage(id, HistoryMessageSerializer.Deserialize(payload)));
        }
        catch (FormatException error)
        {
            problems.Add(new CachedProblem(0, new DecodeProblem(id, error.Message) { Unit = PositionUnit.Entry }));
        }
    }

    bool TryPeek(DbSession session, long connection, out long id)
    {
        if (_entries.IsStarving)
        {
            _entries.Feed([.. _entries.Low.Select(chat => ReadAhead(session, connection, chat))]);
        }

        bool any = _entries.TryPeek(out EntrySize entry);
        id = entry.Id;
        return any;
    }

    void FeedWindow(DbSession session, long connection)
    {
        // One more than is held tells that it is too much; what is behind that is not read.
        int left = MergedEntries.Held + 1;
        var found = new List<List<EntrySize>>();
        foreach (EntriesAhead chat in _entries.Low)
        {
            found.Add(Read(session.Get(CacheSql.IdsInWindow), connection, chat, left));
            left -= found[^1].Count;
        }

        _entries.FeedWindow(found);
    }

    List<EntrySize> ReadAhead(DbSession session, long connection, EntriesAhead chat)
    {
        Statement read = session.Get((query is { Waiting: true, Rest: not null }, chat.Chat) switch
        {
            (true, null) => CacheSql.RestingOfConnection,
            (true, _) => CacheSql.RestingOfChat,
            (false, null) => CacheSql.IdsOfConnection,
            (false, _) => CacheSql.IdsOfChat,
        });
        return Read(read, connection, chat, _entries.Ahead);
    }

    List<EntrySize> Read(Statement read, long connection, EntriesAhead chat, int most)
    {
        read.Bind(1, connection);
        read.Bind(3, chat.Last);
        read.Bind(4, _end!.Value);
        if (query is { Waiting: true, Rest: { } rest })
        {
            read.Bind(2, (long)rest);
        }
        else
        {
            read.Bind(2, query.Waiting);
            read.Bind(5, query.Since ?? long.MinValue);
            read.Bind(6, query.Until ?? long.MaxValue);
        }

        read.Bind(7, most);
        if (chat.Chat is null)
        {
            read.Bind(8, query.IncludeGroups);
        }
        else
        {
            read.Bind(8, chat.Chat);
        }

        var entries = new List<EntrySize>();
        while (read.Step())
        {
            entries.Add(new EntrySize(read.Int64(0), 0));
        }

        return entries;
    }
}
