namespace HistoryImport.Media;

/// <summary>Where one file lies until it is verified. It is gone when this is disposed of, unless somebody moved it away.</summary>
sealed class TemporaryFile(FileStream file) : IDisposable
{
    public string Path { get; } = file.Name;

    /// <summary>Gets whether it could not be written: the disk is full, or broken.</summary>
    public bool IsBroken { get; private set; }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        IsBroken = true;
        await file.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        IsBroken = false;
    }

    /// <summary>Ends writing.</summary>
    public ValueTask CloseAsync() => file.DisposeAsync();

    public void Dispose()
    {
        file.Dispose();
        File.Delete(Path);
    }
}
