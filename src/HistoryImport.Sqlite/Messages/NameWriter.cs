namespace HistoryImport.Sqlite;

/// <summary>Keeps the greatest name for each JID and kind.</summary>
static class NameWriter
{

    const string Upsert = $"INSERT INTO names(connection_id, jid, kind, name) VALUES(?1, ?2, ?3, ?4) {MergeSql.OnNameConflict}";

    const string Merge = $"""
        INSERT INTO names(connection_id, jid, kind, name)
        SELECT old.connection_id, joins.target, old.kind, old.name
        FROM temp.joins AS joins CROSS JOIN names AS old ON old.connection_id = ?1 AND old.jid = joins.source
        WHERE joins.source <> joins.target {MergeSql.OnNameConflict}
        """;

    const string Delete = "DELETE FROM names WHERE connection_id = ?1 AND jid IN (SELECT source FROM temp.joins AS joins WHERE source <> target)";

    public static void Write(DbSession session, long connection, IReadOnlyList<HistoryName> names, ChangeJournal? journal)
    {
        Statement upsert = session.Get(Upsert);
        foreach (HistoryName name in names)
        {
            upsert.Bind(1, connection);
            upsert.Bind(2, name.Jid.Value);
            upsert.Bind(3, (long)name.Kind);
            upsert.Bind(4, name.Name);
            if (upsert.ExecuteChanges() > 0)
            {
                journal?.Name(name.Jid);
            }
        }
    }

    public static void Join(DbSession session, long connection)
    {
        Run(Merge);
        Run(Delete);

        void Run(string sql)
        {
            Statement statement = session.Get(sql);
            statement.Bind(1, connection);
            statement.Execute();
        }
    }
}
