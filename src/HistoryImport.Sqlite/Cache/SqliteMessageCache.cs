using System.Runtime.CompilerServices;

namespace HistoryImport.Sqlite;

/// <summary>The durable cache. Thread-safe: writes go one after the other, reading goes beside them.</summary>
sealed class SqliteMessageCache(HistoryDatabase database) : IMessageCache
{
    // Keeps the transactions of an expiry short.
    const int ExpiryBatch = 5000;

    public StorageScope? Scope => database.Scope;

    public async ValueTask AppendAsync(ConnectionKey connection, HistorySet set, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(set);
        await database.WriteAsync(Durability.Full, writer => Append(writer, connection, set, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<CacheBatch> ReadAsync(CacheQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.BatchSize, 1);
        var reader = new CacheReader(query);
        while (await NextAsync().ConfigureAwait(false) is { } batch)
        {
            yield return batch;
        }

        // Of chats there is little as a rule, and it has just come.
        ValueTask<CacheBatch?> NextAsync() =>
            query.Chats is null ? database.ReadAsync(reader.Next, cancellationToken) : database.ReadBrieflyAsync(reader.Next, cancellationToken);
    }

    public ValueTask<CacheBatch?> FindOldestAsync(
        ConnectionKey connection, IReadOnlyCollection<Jid> chats, int count, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(chats);
        return database.ReadBrieflyAsync<CacheBatch?>(session => CacheReader.Oldest(session, connection, chats, count), cancellationToken);
    }

    public async ValueTask RemoveAsync(ConnectionKey connection, IReadOnlyCollection<long> entryIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(entryIds);
        if (entryIds.Count > 0)
        {
            // Lost in a power cut, the entries are read again, which changes nothing.
            await WriteAsync(Durability.Normal, connection, (session, number) => CacheRemover.Remove(session, number, entryIds), cancellationToken)
                .ConfigureAwait(false);
        }
    }

    public ValueTask<int> DeferAsync(
        ConnectionKey connection, IReadOnlyCollection<CachedMessage> amendments, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(amendments);
        return amendments.Count == 0
            ? new(0)
            : database.WriteAsync(Durability.Full, writer => Defer(writer, connection, amendments, cancellationToken), cancellationToken);
    }

    public ValueTask<IReadOnlyList<long>> FindSurplusStatusesAsync(ConnectionKey connection, long most, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return database.ReadBrieflyAsync(
            session => KeyLookup.FindConnection(session, connection) is { } number ? WaitingStatuses.Surplus(session, number, most, limit) : [],
            cancellationToken);
    }

    public async ValueTask<long> ExpireAsync(ConnectionKey connection, DateTimeOffset receivedBefore, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        long bound = receivedBefore.ToUnixTimeMilliseconds();
        long messages = 0;
        foreach (bool waiting in (bool[])[false, true])
        {
            ExpiryStep step;
            do
            {
                step = await database.WriteAsync(
                    Durability.Normal,
                    writer => CacheRemover.Expire(writer.Session, writer.Keys.Connection(connection), waiting, bound, ExpiryBatch),
                    cancellationToken).ConfigureAwait(false);
                messages += step.Messages;
            }
            while (step.MayBeMore);
        }

        return messages;
    }

    public async ValueTask PurgeAsync(ConnectionKey connection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        await WriteAsync(Durability.Full, connection, Purge, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask AddAliasesAsync(ConnectionKey connection, AliasSet aliases, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(aliases);
        if (!aliases.IsEmpty)
        {
            await WriteAsync(Durability.Full, connection, (session, number) => AliasTable.Add(session, number, aliases), cancellationToken)
                .ConfigureAwait(false);
        }
    }

    public async ValueTask<bool> ForgetAliasesAsync(ConnectionKey connection, IReadOnlyCollection<Jid> persons, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(persons);
        await WriteAsync(Durability.Full, connection, (session, number) => AliasTable.Forget(session, number, persons), cancellationToken).ConfigureAwait(false);
        return true;
    }

    public ValueTask<AliasSet> GetAliasesAsync(ConnectionKey connection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return database.ReadAsync(
            session => KeyLookup.FindConnection(session, connection) is { } number ? AliasTable.Read(session, number) : AliasSet.Empty,
            cancellationToken);
    }

    public ValueTask<AliasSet> FindAliasesAsync(
        ConnectionKey connection, IReadOnlyCollection<Jid> jids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(jids);
        return database.ReadBrieflyAsync(
            session => KeyLookup.FindConnection(session, connection) is { } number ? AliasTable.Find(session, number, jids) : AliasSet.Empty,
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<Jid>> GetAccountAsync(ConnectionKey connection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return database.ReadBrieflyAsync(
            session => KeyLookup.FindConnection(session, connection) is { } number ? AliasTable.ReadAccount(session, number) : [], cancellationToken);
    }

    public ValueTask<CacheUsage?> GetUsageAsync(CancellationToken cancellationToken = default) => database.ReadAsync(ReadUsage, cancellationToken);

    async ValueTask WriteAsync(Durability durability, ConnectionKey connection, Action<DbSession, long> work, CancellationToken cancellationToken) =>
        await database.WriteAsync(
            durability,
            writer =>
            {
                work(writer.Session, writer.Keys.Connection(connection));
                return true;
            },
            cancellationToken).ConfigureAwait(false);

    bool Append(Writer writer, ConnectionKey connection, HistorySet set, CancellationToken cancellationToken)
    {
        long number = writer.Keys.Connection(connection);
        AccountGuard.Check(writer.Session, number, set);
        AliasTable.Add(writer.Session, number, new AliasSet { Claims = set.Claims, Account = set.Account });
        CacheWriter entries = NewEntries(writer.Session, number);
        foreach (HistoryMessage message in set.Messages)
        {
            cancellationToken.ThrowIfCancellationRequested();
            entries.Append(message);
        }

        foreach (HistoryName name in set.GetNames())
        {
            entries.Append(name);
        }

        foreach (DecodeProblem problem in set.Problems)
        {
            entries.Append(problem);
        }

        Charge(writer.Session, entries.Bytes);
        return true;
    }

    int Defer(Writer writer, ConnectionKey connection, IReadOnlyCollection<CachedMessage> amendments, CancellationToken cancellationToken)
    {
        CacheWriter entries = NewEntries(writer.Session, writer.Keys.Connection(connection));
        int added = 0;
        foreach (CachedMessage amendment in amendments)
        {
            cancellationToken.ThrowIfCancellationRequested();
            added += entries.Defer(amendment) ? 1 : 0;
        }

        Charge(writer.Session, entries.Bytes);
        return added;
    }

    CacheWriter NewEntries(DbSession session, long connection) => new(session, connection, database.Time.GetUtcNow().ToUnixTimeMilliseconds());

    void Charge(DbSession session, long bytes)
    {
        CacheRemover.AddUsage(session, bytes);
        if (bytes > 0 && database.Options.MaxCachedBytes is { } limit && session.Get(CacheSql.Usage).ExecuteInt64() > limit)
        {
            throw CacheRefusal.Full($"'{database.Path}'", limit, "SqliteOptions.MaxCachedBytes");
        }
    }

    static CacheUsage? ReadUsage(DbSession session)
    {
        Statement waiting = session.Get(CacheSql.Waiting);
        CacheUsage? usage = null;
        while (waiting.Step())
        {
            DateTimeOffset? oldest = waiting.NullableInt64(3) is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
            usage = new CacheUsage(waiting.Int64(0), waiting.Int64(1), waiting.Int64(2), oldest);
        }

        return usage;
    }

    static void Purge(DbSession session, long connection)
    {
        Statement size = session.Get(CacheSql.SizeOfConnection);
        size.Bind(1, connection);
        CacheRemover.AddUsage(session, -(size.ExecuteInt64() ?? 0));
        foreach (string sql in (string[])[CacheSql.RemoveConnection, CacheSql.RemoveClaims, CacheSql.RemoveAccount])
        {
            Statement remove = session.Get(sql);
            remove.Bind(1, connection);
            remove.Execute();
        }
    }
}
