using System.Text;

namespace HistoryImport.PostgreSql;

/// <summary>The numbered scripts that make the schema.</summary>
static class SchemaScripts
{
    /// <summary>The schema this version writes and reads.</summary>
    public const int Version = 11;

    /// <summary>Instances that start at once make the schema one after the other.</summary>
    public const string Lock = "SELECT pg_advisory_xact_lock(hashtextextended('HistoryImport schema', 0))";

    const string Prepare = """
        CREATE SCHEMA IF NOT EXISTS {schema};
        CREATE TABLE IF NOT EXISTS {schema}.history_import_version(version integer NOT NULL);
        """;

    public static string Whole(SchemaName schema, int fromVersion, int toVersion = Version)
    {
        var script = new StringBuilder("BEGIN;\n");
        script.Append(Lock).Append(";\n");
        script.Append(Upgrade(schema, fromVersion, toVersion));
        return script.Append("COMMIT;\n").ToString();
    }

    /// <summary>All that leads from one version to another, the newest by default.</summary>
    public static string Upgrade(SchemaName schema, int fromVersion, int toVersion = Version)
    {
        var script = new StringBuilder();
        if (fromVersion == 0)
        {
            script.Append(Prepare).Append("\n\n");
        }

        for (int number = fromVersion + 1; number <= toVersion; number++)
        {
            script.Append(EmbeddedScript.Read(number)).Append('\n');
        }

        script.Append("DELETE FROM {schema}.history_import_version;\n");
        script.Append("INSERT INTO {schema}.history_import_version VALUES(").Append(toVersion).Append(");\n");
        return schema.Qualify(script.ToString());
    }
}
