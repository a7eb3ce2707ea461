namespace HistoryImport.PostgreSql;

/// <summary>What one transaction leaves of itself, written with it and gone with it.</summary>
/// <remarks>The number of a transaction would not do: after a crash the server gives the numbers away again of which no trace reached
/// its disk.</remarks>
readonly record struct CommitMark(Guid Writer, long Unit)
{
    // An earlier attempt that is still on its way holds the row: this waits for what becomes of it.
    const string Write = $$"""
        INSERT INTO {schema}.commit_marks AS marks(writer, unit, set_at) VALUES($1, $2, now())
        ON CONFLICT(writer) DO UPDATE SET unit = excluded.unit, set_at = excluded.set_at WHERE marks.unit < excluded.unit
        RETURNING (SELECT count(pg_advisory_xact_lock_shared(held)) FROM (SELECT $3::bigint AS held) AS lease WHERE held IS NOT NULL), {{ServerLimits.Set}}
        """;

    const string Forget = """
        DELETE FROM {schema}.commit_marks WHERE writer IN (
          SELECT writer FROM {schema}.commit_marks WHERE set_at < now() - interval '1 day' FOR UPDATE SKIP LOCKED)
        """;

    // Nobody still holds a version of what expired so long ago.
    const string ForgetStates = """
        DELETE FROM {schema}.states WHERE (connection_id, key) IN (
          SELECT connection_id, key FROM {schema}.states WHERE expires_at < now() - interval '1 day' FOR UPDATE SKIP LOCKED)
        """;

    // A process that runs for long has few writers, and none is new.
    const int UnitsBetweenSweeps = 1024;

    public static CommitMark New() => new(Guid.NewGuid(), 1);

    public CommitMark Next() => this with { Unit = Unit + 1 };

    /// <summary>Has the first statement of a transaction set its mark, the limits of the server and the lock of the leases that its process holds.</summary>
    /// <remarks>That statement ends in <see cref="AlreadyCommittedException"/> if an earlier attempt left the mark already.</remarks>
    public void Set(DbSession session, long? leaseLock)
    {
        session.RunWithNext(session.GetPrepared(Write).Add(Writer).Add(Unit).Add(leaseLock).OrThrow(() => new AlreadyCommittedException()));
        if (Unit % UnitsBetweenSweeps == 1)
        {
            session.RunWithNext(session.Get(Forget));
            session.RunWithNext(session.Get(ForgetStates));
        }
    }
}
