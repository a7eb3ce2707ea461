namespace HistoryImport.PostgreSql;

/// <summary>Writes states in their order and up to the first that somebody else wrote.</summary>
sealed class StateWriter(DbSession session, ConnectionKey connection, HeldLeases leases)
{
    /// <summary>How many are written by one statement: as many as a lease and what stands beside it. Each form of it is a text of its own.</summary>
    public const int Few = 3;

    const int KeyParameters = 2;
    const int ParametersOfOne = 6;

    const string FirstVersion = "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

    // Who let its lease run out writes no more, but may have been stopped amid a transaction whose rows others wait for. As a rule none has run
    // out, and then nobody looks at all the locks of the server.
    const string EndLeftOver = $$"""
        SELECT CASE WHEN EXISTS (SELECT FROM {schema}.states WHERE {{LeftOver}}) THEN (SELECT count(pg_terminate_backend(pid)) FROM (
          SELECT DISTINCT pid FROM {schema}.states
          JOIN pg_catalog.pg_locks ON locktype = 'advisory' AND objsubid = 1 AND (classid::bigint << 32 | objid::bigint) = holder
          JOIN pg_catalog.pg_stat_activity USING(pid)
          WHERE {{LeftOver}} AND datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()) AS left_over) END
        """;

    // What is our own is not stopped.
    const string LeftOver =
        $"connection_id = {KeyLookup.Number} AND key = $3 AND holder <> $4 AND {HeldLeases.IsOwner} AND expires_at <= clock_timestamp()";

    // A lease means nothing once the server has crashed, and its status is that of a run. Commits that notify wait for one another: so none of
    // them has to wait for the disk as well. Whatever is committed to the disk later brings it along.
    const string NeedNotLast = "SELECT set_config('synchronous_commit', 'off', true)";

    static readonly TimeSpan _longestLife = TimeSpan.FromDays(365 * 1000);

    // By their number less one, and by which of them are new: the same objects each time, for the schema is written into each text once.
    static readonly string[][] _forms =
        [.. Enumerable.Range(1, Few).Select(count => Enumerable.Range(0, 1 << count).Select(areNew => Sql(count, areNew)).ToArray())];

    /// <summary>Writes a few in one round trip that needs no transaction around it.</summary>
    /// <param name="writes">The values. Written already, they are not written again: their versions have gone on.</param>
    /// <param name="names">What those who listen know each by.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The versions of those that were written.</returns>
    public async ValueTask<IReadOnlyList<long>> WriteFewAsync(StateWrite[] writes, string[] names, CancellationToken cancellationToken)
    {
        var versions = new long?[writes.Length];
        List<Statement> statements = Before(writes);
        statements.Add(Set(writes, names).OnRow(row => versions[row.GetInt32(0)] = row.GetInt64(1)));
        await session.RunAsync(statements, cancellationToken).ConfigureAwait(false);
        return [.. versions.OfType<long>()];
    }

    /// <summary>Writes any number inside a transaction: all, or none and the transaction is over.</summary>
    /// <returns>The versions of those before the first that somebody else wrote.</returns>
    public async ValueTask<IReadOnlyList<long>> WriteManyAsync(StateWrite[] writes, string[] names, CancellationToken cancellationToken)
    {
        var versions = new long?[writes.Length];
        List<Statement> statements = Before(writes);
        statements.AddRange(writes.Select((write, i) => Set([write], [names[i]]).OnRow(row => versions[i] = row.GetInt64(1))));
        await session.RunAsync(statements, cancellationToken).ConfigureAwait(false);
        List<long> written = [.. versions.TakeWhile(version => version is not null).OfType<long>()];
        if (written.Count < writes.Length)
        {
            await session.RollBackAsync().ConfigureAwait(false);
        }

        return written;
    }

    List<Statement> Before(StateWrite[] writes)
    {
        var statements = new List<Statement>();
        if (writes.Any(IsOfALease))
        {
            statements.Add(session.GetPrepared(NeedNotLast).OnRow(_ => { }));
        }

        foreach (StateWrite lease in writes.Where(write => write.ExpectedVersion == 0 && HeldLeases.IsLease(write.Value.Span, write.TimeToLive)))
        {
            statements.Add(KeyLookup.FindPrepared(session, connection, EndLeftOver).Add(lease.Key).Add(leases.Holder).OnRow(_ => { }));
        }

        return statements;
    }

    bool IsOfALease(StateWrite write) =>
        HeldLeases.IsLease(write.Value.Span, write.TimeToLive) || (write.TimeToLive == TimeSpan.Zero && leases.Holds(connection, write.Key));

    Statement Set(StateWrite[] writes, string[] names)
    {
        int areNew = writes.Select((write, i) => write.ExpectedVersion == 0 ? 1 << i : 0).Sum();
        Statement set = KeyLookup.FindPrepared(session, connection, _forms[writes.Length - 1][areNew]);
        for (int i = 0; i < writes.Length; i++)
        {
            StateWrite write = writes[i];
            long? holder = HeldLeases.IsLease(write.Value.Span, write.TimeToLive) ? leases.Holder : null;
            set.Add(write.Key).Add(write.Value.ToArray()).Add(Milliseconds(write.TimeToLive)).Add(names[i]).Add(holder).Add(write.ExpectedVersion);
        }

        return set;
    }

    // Each is written only where the one before it was. Who waits is told what changed, and to which version: he need not ask.
    static string Sql(int count, int areNew)
    {
        IEnumerable<string> parts = Enumerable.Range(0, count).Select(i => $"written{i} AS ({((areNew >> i & 1) == 1 ? Add(i) : Replace(i))})");
        IEnumerable<string> told = Enumerable.Range(0, count).Select(i =>
            $"SELECT {i}, version, pg_notify('{ChangeListener.Channel}', {Parameter(i, 3)}::text || ':' || version) FROM written{i}");
        return $"WITH {string.Join(", ", parts)} {string.Join(" UNION ALL ", told)}";
    }

    // What expired counts as absent, but its version goes on: nobody who still holds an old one can match it. What was forgotten has left no
    // version, so the first is the time, which no value of before has reached. Each later one is the time as well: the server may have forgotten
    // a lease in a crash, and its version must not come again.
    static string Add(int i) => $$"""
        INSERT INTO {schema}.states AS states(connection_id, key, value, version, expires_at, holder)
        SELECT connection_id, {{Parameter(i, 0)}}, {{Parameter(i, 1)}}, {{FirstVersion}}, {{ExpiresAt(i)}}, {{Parameter(i, 4)}}
        FROM {schema}.connections WHERE tenant = $1 AND name = $2{{AfterTheLast(i)}}
        ON CONFLICT(connection_id, key) DO UPDATE SET value = excluded.value, version = greatest(states.version + 1, excluded.version),
          expires_at = excluded.expires_at, holder = excluded.holder
        WHERE states.expires_at <= clock_timestamp()
        RETURNING version
        """;

    static string Replace(int i) => $$"""
        UPDATE {schema}.states SET value = {{Parameter(i, 1)}}, version = greatest(version + 1, {{FirstVersion}}),
          expires_at = {{ExpiresAt(i)}}, holder = {{Parameter(i, 4)}}
        WHERE connection_id = {{KeyLookup.Number}} AND key = {{Parameter(i, 0)}} AND version = {{Parameter(i, 5)}}
          AND {{PostgreSqlStateStore.Lives}}{{AfterTheLast(i)}}
        RETURNING version
        """;

    static string AfterTheLast(int i) => i == 0 ? "" : $" AND EXISTS (SELECT FROM written{i - 1})";

    static string ExpiresAt(int i) => $"clock_timestamp() + {Parameter(i, 2)}::bigint * interval '1 millisecond'";

    static string Parameter(int i, int place) => FormattableString.Invariant($"${1 + KeyParameters + i * ParametersOfOne + place}");

    static long? Milliseconds(TimeSpan? timeToLive) =>
        timeToLive is { } span ? (long)(span < _longestLife ? span : _longestLife).TotalMilliseconds : null;
}
