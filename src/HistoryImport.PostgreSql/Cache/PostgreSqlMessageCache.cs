using System.Runtime.CompilerServices;

namespace HistoryImport.PostgreSql;

/// <summary>The durable cache. Thread-safe: appends to one connection go one after the other, all else goes side by side.</summary>
sealed class PostgreSqlMessageCache(HistoryDatabase database) : IMessageCache
{
    // Keeps the transactions of an expiry short.
    const int ExpiryBatch = 5000;

    readonly CacheRoom _room = new(database);

    public StorageScope? Scope => database.Scope;

    public async ValueTask AppendAsync(ConnectionKey connection, HistorySet set, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(set);
        await WriteAsync(
            connection,
            async (session, number, token) =>
            {
                await AccountGuard.CheckAsync(session, connection, set, token).ConfigureAwait(false);
                await AliasTable.AddAsync(session, number, new AliasSet { Claims = set.Claims, Account = set.Account }, token).ConfigureAwait(false);
                long bytes = await CacheWriter.WriteAsync(session, number, Now(), writer => AppendAsync(writer, set, token), token).ConfigureAwait(false);
                await _room.CheckAsync(session, bytes, token).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<CacheBatch> ReadAsync(CacheQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.BatchSize, 1);
        var reader = new CacheReader(query);
        while (!reader.IsOver && await database.ReadAsync(reader.NextAsync, cancellationToken).ConfigureAwait(false) is { } batch)
        {
            yield return batch;
        }
    }

    public ValueTask<CacheBatch?> FindOldestAsync(
        ConnectionKey connection, IReadOnlyCollection<Jid> chats, int count, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(chats);
        return database.ReadAsync((session, token) => CacheReader.OldestAsync(session, connection, chats, count, token), cancellationToken);
    }

    public async ValueTask RemoveAsync(ConnectionKey connection, IReadOnlyCollection<long> entryIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(entryIds);
        if (entryIds.Count > 0)
        {
            await WriteAsync<bool>(
                connection,
                (session, number, _) =>
                {
                    CacheRemover.Remove(session, number, entryIds);
                    return new(true);
                },
                cancellationToken,
                KeyLookup.ToRead).ConfigureAwait(false);
        }
    }

    public ValueTask<int> DeferAsync(
        ConnectionKey connection, IReadOnlyCollection<CachedMessage> amendments, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(amendments);
        return amendments.Count == 0
            ? new(0)
            : WriteAsync(connection, (session, number, token) => new Deferral(session, number, Now(), token).RunAsync(amendments), cancellationToken);
    }

    public ValueTask<IReadOnlyList<long>> FindSurplusStatusesAsync(ConnectionKey connection, long most, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return database.ReadAsync(
            async (session, token) => await KeyLookup.FindConnectionAsync(session, connection, token).ConfigureAwait(false) is { } number
                ? await WaitingStatuses.SurplusAsync(session, number, most, limit, token).ConfigureAwait(false)
                : [],
            cancellationToken);
    }

    public async ValueTask<long> ExpireAsync(ConnectionKey connection, DateTimeOffset receivedBefore, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        long bound = receivedBefore.ToUnixTimeMilliseconds();
        long messages = 0;

        // As a rule nothing has expired: then nothing is locked or written.
        foreach (bool waiting in await database.ReadAsync(
            (session, token) => CacheRemover.FindExpiredAsync(session, connection, bound, token), cancellationToken).ConfigureAwait(false))
        {
            ExpiryStep step;
            do
            {
                step = await WriteAsync(
                    connection, (session, number, token) => CacheRemover.ExpireAsync(session, number, waiting, bound, ExpiryBatch, token), cancellationToken)
                    .ConfigureAwait(false);
                messages += step.Messages;
            }
            while (step.MayBeMore);
        }

        return messages;
    }

    public async ValueTask PurgeAsync(ConnectionKey connection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        await WriteAsync(
            connection,
            async (session, number, token) =>
            {
                foreach (string sql in (string[])[CacheSql.RemoveConnection, CacheSql.RemoveClaims, CacheSql.RemoveAccount])
                {
                    await session.Get(sql).Add(number).ExecuteAsync(token).ConfigureAwait(false);
                }

                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask AddAliasesAsync(ConnectionKey connection, AliasSet aliases, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(aliases);
        if (!aliases.IsEmpty)
        {
            await WriteAsync(
                connection,
                async (session, number, token) =>
                {
                    await AliasTable.AddAsync(session, number, aliases, token).ConfigureAwait(false);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask<bool> ForgetAliasesAsync(ConnectionKey connection, IReadOnlyCollection<Jid> persons, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(persons);
        await WriteAsync(connection, (session, number, token) => AliasTable.ForgetAsync(session, number, persons, token), cancellationToken).ConfigureAwait(false);
        return true;
    }

    public ValueTask<AliasSet> GetAliasesAsync(ConnectionKey connection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return database.ReadAsync((session, token) => AliasTable.ReadAsync(session, connection, token), cancellationToken);
    }

    public ValueTask<AliasSet> FindAliasesAsync(
        ConnectionKey connection, IReadOnlyCollection<Jid> jids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(jids);
        return database.ReadAsync((session, token) => AliasTable.FindAsync(session, connection, jids, token), cancellationToken);
    }

    public ValueTask<IReadOnlyList<Jid>> GetAccountAsync(ConnectionKey connection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return database.ReadAsync((session, token) => AliasTable.ReadAccountAsync(session, connection, token), cancellationToken);
    }

    public ValueTask<CacheUsage?> GetUsageAsync(CancellationToken cancellationToken = default) => database.ReadAsync(ReadUsageAsync, cancellationToken);

    ValueTask<T> WriteAsync<T>(
        ConnectionKey connection, Func<DbSession, long, CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken, string findSql = KeyLookup.ToAppend) =>
        database.WriteAsync(
            async (session, token) => await work(
                session, await KeyLookup.ConnectionAsync(session, connection, findSql, token).ConfigureAwait(false), token).ConfigureAwait(false),
            cancellationToken);

    static async ValueTask AppendAsync(CacheWriter writer, HistorySet set, CancellationToken cancellationToken)
    {
        foreach (HistoryMessage message in set.Messages)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await writer.AppendAsync(message).ConfigureAwait(false);
        }

        foreach (HistoryName name in set.GetNames())
        {
            await writer.AppendAsync(name).ConfigureAwait(false);
        }

        foreach (DecodeProblem problem in set.Problems)
        {
            await writer.AppendAsync(problem).ConfigureAwait(false);
        }
    }

    static async ValueTask<CacheUsage?> ReadUsageAsync(DbSession session, CancellationToken cancellationToken)
    {
        CacheUsage? usage = null;
        await session.Get(CacheSql.Waiting).EachAsync(
            row => usage = new CacheUsage(
                row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.IsDBNull(3) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3))),
            cancellationToken).ConfigureAwait(false);
        return usage;
    }

    long Now() => database.Time.GetUtcNow().ToUnixTimeMilliseconds();
}
