namespace HistoryImport.PostgreSql;

/// <summary>Makes sure that the schema is ours and of a version we know, before anything is written to it.</summary>
static class SchemaGuard
{
    // By the rows of the catalogue: name resolution may remember, amid a transaction, that there was nothing before the lock.
    public const string Exists = """
        SELECT 1 FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace ON pg_namespace.oid = relnamespace
        WHERE nspname = $1 AND relname = 'history_import_version'
        """;

    public const string Found = "SELECT version FROM {schema}.history_import_version";

    /// <summary>Looks, and makes the schema if it may. Other instances may do the same at the same time.</summary>
    /// <exception cref="HistoryStorageException">The schema is newer, or absent and not to be made.</exception>
    public static async ValueTask EnsureAsync(DbSession session, SchemaName schema, bool create, CancellationToken cancellationToken)
    {
        if (await VersionAsync(session, schema, cancellationToken).ConfigureAwait(false) == SchemaScripts.Version)
        {
            return;
        }

        if (!create)
        {
            throw PostgreSqlFault.NoSchema(schema);
        }

        await session.BeginAsync(cancellationToken).ConfigureAwait(false);
        await session.RunAsync(SchemaScripts.Lock, cancellationToken).ConfigureAwait(false);

        // Looked at again: another instance may have held the lock.
        int version = await VersionAsync(session, schema, cancellationToken).ConfigureAwait(false);
        if (version < SchemaScripts.Version)
        {
            await session.RunAsync(SchemaScripts.Upgrade(schema, version), cancellationToken).ConfigureAwait(false);
        }

        await session.CommitAsync().ConfigureAwait(false);
    }

    /// <summary>Looks without changing anything.</summary>
    /// <returns>The version of the schema; 0 if there is none.</returns>
    /// <exception cref="HistoryStorageException">The schema is newer.</exception>
    public static async ValueTask<int> VersionAsync(DbSession session, SchemaName schema, CancellationToken cancellationToken)
    {
        Statement exists = session.Get(Exists).Add(schema.Value);
        if (await exists.NumberAsync(cancellationToken).ConfigureAwait(false) is null)
        {
            return 0;
        }

        Statement found = session.Get(Found);
        int version = (int)(await found.NumberAsync(cancellationToken).ConfigureAwait(false) ?? 0);
        return version <= SchemaScripts.Version ? version : throw PostgreSqlFault.Newer(schema, version);
    }
}
