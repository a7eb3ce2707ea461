namespace HistoryImport.Sqlite;

/// <summary>The numbered scripts that make the schema.</summary>
static class SchemaScripts
{
    /// <summary>The schema this version writes and reads.</summary>
    public const int Version = 10;

    /// <summary>The first schema with the ids of the official business platform.</summary>
    public const int WithWireIds = 3;
}
