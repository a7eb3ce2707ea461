namespace HistoryImport.Media;

/// <summary>Where files lie until they are verified. What a dead process left is removed by the next that comes.</summary>
sealed class TemporaryFiles(HistoryMediaOptions options, TimeProvider time)
{
    const string Prefix = "history-import-media-";
    const string Suffix = ".part";

    static readonly TimeSpan _young = TimeSpan.FromMinutes(10);

    int _isSwept;

    string Folder => options.TemporaryFolder ?? Path.GetTempPath();

    /// <summary>Makes a file that nobody else opens while it is written.</summary>
    public TemporaryFile Create()
    {
        Directory.CreateDirectory(Folder);
        Sweep();

        var access = new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.Asynchronous, BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            access.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new TemporaryFile(new FileStream(Path.Combine(Folder, $"{Prefix}{Guid.NewGuid():N}{Suffix}"), access));
    }

    /// <summary>Removes what dead processes left, once in the life of this one.</summary>
    public void Sweep()
    {
        if (!Directory.Exists(Folder) || Interlocked.Exchange(ref _isSwept, 1) != 0)
        {
            return;
        }

        foreach (string path in Directory.EnumerateFiles(Folder, $"{Prefix}*{Suffix}"))
        {
            if (time.GetUtcNow() - File.GetLastWriteTimeUtc(path) > _young)
            {
                TryRemove(path);
            }
        }
    }

    // Somebody may be at it: whoever lives holds it open.
    static void TryRemove(string path)
    {
        try
        {
            using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            {
            }

            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next process looks again.
        }
    }
}
