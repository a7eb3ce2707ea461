namespace HistoryImport.Cli.Tests.Support;

/// <summary>A folder that goes with the test.</summary>
sealed class Scratch : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("history-import-test-");

    public string Database => Path.Combine(_folder.FullName, "history.db");

    public string Store => $"sqlite:{Database}";

    public string File(string name) => Path.Combine(_folder.FullName, name);

    public string Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    public void DeleteDatabase()
    {
        foreach (string file in Directory.GetFiles(_folder.FullName, "history.db*"))
        {
            System.IO.File.Delete(file);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
