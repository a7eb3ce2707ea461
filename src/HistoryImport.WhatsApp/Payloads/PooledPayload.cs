namespace HistoryImport.WhatsApp;

/// <summary>A payload that lies whole in a buffer that is used again.</summary>
sealed class PooledPayload(SpareBuffer spare) : IDisposable
{
    const int FirstSize = 256 * 1024;

    byte[] _buffer = spare.Take();

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => _buffer.AsSpan(0, Length);

    /// <summary>Reads a stream to its end.</summary>
    /// <returns>Whether it ended within the limit.</returns>
    public async ValueTask<bool> TryReadAsync(Stream stream, int limit, CancellationToken cancellationToken)
    {
        while (Length <= limit)
        {
            if (Length == _buffer.Length)
            {
                Grow(limit);
            }

            int read = await stream.ReadAsync(_buffer.AsMemory(Length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return true;
            }

            Length += read;
        }

        return false;
    }

    public void Dispose()
    {
        spare.Return(_buffer, Length);
        _buffer = [];
        Length = 0;
    }

    void Grow(int limit)
    {
        // One byte above the limit is enough to see that there is more.
        int size = (int)Math.Min(Math.Max(FirstSize, _buffer.Length * 2L), limit + 1L);
        byte[] larger = GC.AllocateUninitializedArray<byte>(size);
        Span.CopyTo(larger);
        _buffer = larger;
    }
}
