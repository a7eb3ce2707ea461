namespace HistoryImport.Relational;

/// <summary>The numbered scripts that make the schema of this assembly.</summary>
static class EmbeddedScript
{
    public static string Read(int number)
    {
        string name = $"{number:000}.sql";
        using Stream stream = typeof(EmbeddedScript).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The schema script {name} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
