namespace HistoryImport.WhatsApp;

/// <summary>Keeps the last large buffer for the next payload. Thread-safe.</summary>
/// <remarks>A shared pool would keep one of each size that a payload grew through, for as long as the process lives.</remarks>
sealed class SpareBuffer
{
    byte[]? _spare;

    public byte[] Take() => Interlocked.Exchange(ref _spare, null) ?? [];

    /// <summary>Takes a buffer back.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="used">How much of it was written: that is cleared, it was people's messages.</param>
    public void Return(byte[] buffer, int used)
    {
        buffer.AsSpan(0, used).Clear();
        if (buffer.Length > (Volatile.Read(ref _spare)?.Length ?? 0))
        {
            Volatile.Write(ref _spare, buffer);
        }
    }
}
