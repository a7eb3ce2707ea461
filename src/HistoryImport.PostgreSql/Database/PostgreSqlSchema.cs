namespace HistoryImport.PostgreSql;

/// <summary>The tables as a script, for databases where an application may not create any.</summary>
public static class PostgreSqlSchema
{
    /// <summary>Gets the version of the schema that this package writes and reads.</summary>
    public static int Version => SchemaScripts.Version;

    /// <summary>Gets a script for psql that makes the schema, or brings it up to date, in one transaction.</summary>
    /// <remarks>The role of the application then needs USAGE on the schema, and SELECT, INSERT, UPDATE and DELETE on its tables.</remarks>
    /// <param name="schema">The schema.</param>
    /// <param name="fromVersion">The version that is there; 0 if nothing is.</param>
    /// <exception cref="ArgumentException">The schema is not a name as <see cref="PostgreSqlOptions.Schema"/> wants it.</exception>
    public static string GetScript(string schema = PostgreSqlDefaults.Schema, int fromVersion = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fromVersion);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fromVersion, Version);
        return SchemaScripts.Whole(new SchemaName(schema), fromVersion);
    }
}
