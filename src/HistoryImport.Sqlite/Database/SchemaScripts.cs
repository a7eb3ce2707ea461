namespace HistoryImport.Sqlite;

/// <summary>The numbered scripts that make the schema.</summary>
static class SchemaScripts
{
    /// <summary>The schema this version writes and reads.</summary>
    public const int Version = 2;

    public static string Read(int number)
    {
        string name = $"{number:000}.sql";
        using Stream stream = typeof(SchemaScripts).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The schema script {name} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
