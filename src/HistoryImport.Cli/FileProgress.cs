namespace HistoryImport.Cli;

/// <summary>Which of the files is being read. One thread reads, another shows.</summary>
/// <param name="count">How many there are.</param>
sealed class FileProgress(int count)
{
    int _current;
    double _part;

    public int Count => count;

    /// <summary>Gets the number of the file that is read; 0 before the first.</summary>
    public int Current => Volatile.Read(ref _current);

    /// <summary>Gets how much of it was read, from 0 to 1; 0 where nobody knows its length.</summary>
    public double Part => Volatile.Read(ref _part);

    public void Begin()
    {
        Volatile.Write(ref _part, 0);
        Interlocked.Increment(ref _current);
    }

    public void Read(Stream file)
    {
        if (file is { CanSeek: true, Length: > 0 })
        {
            Volatile.Write(ref _part, Math.Min((double)file.Position / file.Length, 1));
        }
    }
}
