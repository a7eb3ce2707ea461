namespace HistoryImport.Cli;

/// <summary>Which of the files is being read. One thread reads, another shows.</summary>
/// <param name="count">How many there are.</param>
sealed class FileProgress(int count)
{
    int _current;

    public int Count => count;

    /// <summary>Gets the number of the file that is read; 0 before the first.</summary>
    public int Current => Volatile.Read(ref _current);

    public void Begin() => Interlocked.Increment(ref _current);
}
