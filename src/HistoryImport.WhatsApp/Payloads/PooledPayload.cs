using System.Buffers;

namespace HistoryImport.WhatsApp;

/// <summary>A payload that lies whole in a pooled buffer.</summary>
sealed class PooledPayload : IDisposable
{
    const int FirstSize = 256 * 1024;

    byte[] _buffer = [];

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
        Return();
        _buffer = [];
        Length = 0;
    }

    void Grow(int limit)
    {
        // One byte above the limit is enough to see that there is more.
        int size = (int)Math.Min(Math.Max(FirstSize, _buffer.Length * 2L), limit + 1L);
        byte[] larger = ArrayPool<byte>.Shared.Rent(size);
        Span.CopyTo(larger);
        Return();
        _buffer = larger;
    }

    void Return()
    {
        if (_buffer.Length > 0)
        {
            // What lay here was people's messages.
            _buffer.AsSpan(0, Length).Clear();
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }
}
