namespace HistoryImport.Cli;

/// <summary>A file of history, or standard input.</summary>
sealed record HistoryFile(string Name)
{
    const string Dash = "-";

    public Stream Open() => Name == Dash
        ? new StandardInput()
        : new FileStream(Name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1, FileOptions.Asynchronous | FileOptions.SequentialScan);

    /// <summary>Finds the files that paths name. What does not exist is reported and left out.</summary>
    public static IReadOnlyList<HistoryFile> Expand(IReadOnlyList<string> paths, ProblemPrinter problems)
    {
        var files = new List<HistoryFile>();
        foreach (string path in paths)
        {
            if (path == Dash || File.Exists(path))
            {
                files.Add(new HistoryFile(path));
            }
            else if (Directory.Exists(path))
            {
                AddFolder(path, files, problems);
            }
            else
            {
                problems.ReportFile(path, "there is no such file or folder");
            }
        }

        return files;
    }

    static void AddFolder(string folder, List<HistoryFile> files, ProblemPrinter problems)
    {
        try
        {
            files.AddRange(Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(file => new HistoryFile(file)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problems.ReportFile(folder, $"the folder cannot be read: {error.Message}");
        }
    }
}
