namespace HistoryImport.PostgreSql;

/// <summary>Keeps the greatest name for each JID and kind.</summary>
static class NameWriter
{
    const string Upsert = $$"""
        INSERT INTO {schema}.names AS names(connection_id, jid, kind, name)
        SELECT DISTINCT ON (jid COLLATE "C", kind) $1, jid, kind, name FROM unnest($2::text[], $3::smallint[], $4::text[]) AS told(jid, kind, name)
        ORDER BY jid COLLATE "C", kind, name COLLATE "C" DESC
        {{MergeSql.OnNameConflict}}
        """;

    const string Telling = Upsert + TellingSql.Names;

    const string Merge = $$"""
        INSERT INTO {schema}.names AS names(connection_id, jid, kind, name)
        SELECT old.connection_id, joins.target, old.kind, old.name
        FROM unnest($2::text[], $3::text[]) AS joins(source, target) JOIN {schema}.names AS old ON old.connection_id = $1 AND old.jid = joins.source
        {{MergeSql.OnNameConflict}}
        """;

    const string Delete = "DELETE FROM {schema}.names WHERE connection_id = $1 AND jid = ANY($2)";

    public static void Write(DbSession session, long connection, IReadOnlyList<HistoryName> names, ChangeJournal? journal)
    {
        if (names.Count > 0)
        {
            Statement upsert = session.GetPrepared(journal is null ? Upsert : Telling)
                .Add(connection)
                .Add([.. names.Select(name => (string?)name.Jid.Value)])
                .Add([.. names.Select(name => (short)name.Kind)])
                .Add([.. names.Select(name => (string?)name.Name)]);
            session.RunWithNext(journal is null ? upsert : upsert.OnRow(row => journal.Name(JidColumn.Read(row.GetString(0)))));
        }
    }

    public static async ValueTask JoinAsync(DbSession session, long connection, string[] sources, string[] targets, CancellationToken cancellationToken)
    {
        await session.Get(Merge).Add(connection).Add(sources).Add(targets).ExecuteAsync(cancellationToken).ConfigureAwait(false);
        await session.Get(Delete).Add(connection).Add(sources).ExecuteAsync(cancellationToken).ConfigureAwait(false);
    }
}
