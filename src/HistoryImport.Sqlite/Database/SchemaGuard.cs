namespace HistoryImport.Sqlite;

/// <summary>Makes sure that a file is ours and of a schema we know, before anything is written to it.</summary>
static class SchemaGuard
{
    // "HImp"
    public const int ApplicationId = 0x48496D70;

    /// <summary>Looks without writing, at one moment: another process may be making the schema.</summary>
    /// <returns>The version of the schema; 0 for an empty file.</returns>
    /// <exception cref="HistoryStorageException">The file is another application's, or newer.</exception>
    public static int Check(DbSession session, string path)
    {
        session.Query("BEGIN");
        try
        {
            return CheckAmidTransaction(session, path);
        }
        finally
        {
            RollBack(session);
        }
    }

    /// <summary>Brings the schema up to date in one transaction. Another process may do the same at the same time.</summary>
    public static void Upgrade(DbSession session, string path)
    {
        session.Query("BEGIN IMMEDIATE");
        try
        {
            // Looked at again: what was empty before the lock may be anybody's now.
            for (int number = CheckAmidTransaction(session, path) + 1; number <= SchemaScripts.Version; number++)
            {
                session.RunScript(EmbeddedScript.Read(number));
            }

            session.Query($"PRAGMA application_id={ApplicationId}");
            session.Query($"PRAGMA user_version={SchemaScripts.Version}");
            session.Query("COMMIT");
        }
        finally
        {
            RollBack(session);
        }
    }

    static int CheckAmidTransaction(DbSession session, string path)
    {
        long application = session.Query("PRAGMA application_id") ?? 0;
        long version = session.Query("PRAGMA user_version") ?? 0;
        bool isEmpty = application == 0 && version == 0 && session.Query("SELECT count(*) FROM sqlite_schema") == 0;
        if (isEmpty)
        {
            return 0;
        }

        if (application != ApplicationId || version < 1)
        {
            throw SqliteFault.Foreign(path);
        }

        return version <= SchemaScripts.Version ? (int)version : throw SqliteFault.Newer(path, version, SchemaScripts.Version);
    }

    static void RollBack(DbSession session)
    {
        if (session.IsInTransaction)
        {
            session.Query("ROLLBACK");
        }
    }
}
