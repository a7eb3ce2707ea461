using System.Text;

namespace HistoryImport.Sqlite;

/// <summary>Reads one batch after the other. Between two batches nothing is held open, so the consumer may remove what it got.</summary>
sealed class CacheReader(CacheQuery query)
{
    // The last entry of the batch before.
    long _position = query.After;

    // What is appended after the first batch is left for the next run: a reader always comes to an end.
    long? _end;

    /// <summary>Reads the next batch.</summary>
    /// <returns><see langword="null"/> at the end.</returns>
    public CacheBatch? Next(DbSession session)
    {
        _end ??= session.Get(CacheSql.LastId).ExecuteInt64() ?? 0;
        if (KeyLookup.FindConnection(session, query.Connection) is not { } connection)
        {
            return null;
        }

        List<long> ids = Ids(session, connection);
        return ids.Count == 0 ? null : Load(session, ids);
    }

    CacheBatch Load(DbSession session, List<long> ids)
    {
        var messages = new List<CachedMessage>(ids.Count);
        var names = new List<CachedName>();
        var problems = new List<CachedProblem>();
        Statement get = session.Get(CacheSql.Get);
        long bytes = 0;
        foreach (long id in ids)
        {
            _position = id;
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
            if (bytes >= query.BatchBytes)
            {
                break;
            }
        }

        return new CacheBatch { Messages = messages, Names = names, Problems = problems, LastEntryId = _position };
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

    List<long> Ids(DbSession session, long connection)
    {
        if (query.Chats is null)
        {
            return Ids(session.Get(CacheSql.IdsOfConnection), connection);
        }

        Statement ofChat = session.Get(CacheSql.IdsOfChat);
        var ids = new List<long>();
        foreach (Jid chat in query.Chats.Distinct())
        {
            ofChat.Bind(8, chat.Value);
            ids.AddRange(Ids(ofChat, connection));
        }

        ids.Sort();
        return ids.Count <= query.BatchSize ? ids : ids.GetRange(0, query.BatchSize);
    }

    List<long> Ids(Statement statement, long connection)
    {
        statement.Bind(1, connection);
        statement.Bind(2, query.Waiting);
        statement.Bind(3, _position);
        statement.Bind(4, _end!.Value);
        statement.Bind(5, query.Since ?? long.MinValue);
        statement.Bind(6, query.Until ?? long.MaxValue);
        statement.Bind(7, query.BatchSize);
        var ids = new List<long>();
        while (statement.Step())
        {
            ids.Add(statement.Int64(0));
        }

        return ids;
    }
}
