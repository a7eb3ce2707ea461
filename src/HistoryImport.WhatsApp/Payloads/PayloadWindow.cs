using System.Buffers;

namespace HistoryImport.WhatsApp;

/// <summary>The part of a stream that is in memory: what was read and not yet consumed.</summary>
sealed class PayloadWindow(Stream stream) : IDisposable
{
    const int FirstSize = 256 * 1024;

    byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstSize);
    int _start;
    int _end;

    public ReadOnlySpan<byte> Unread => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Where the unread part starts in the stream.</summary>
    public long Position { get; private set; }

    /// <summary>Whether the stream has no more than what is unread.</summary>
    public bool IsAtEnd { get; private set; }

    public void Advance(int count)
    {
        _start += count;
        Position += count;
    }

    /// <summary>Reads more. What is unread stays, so the window grows as long as nothing is consumed.</summary>
    public async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            Unread.CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end > _buffer.Length / 2)
        {
            Grow();
        }

        // Many small reads would make whoever looks for the end of something start over as often.
        Memory<byte> free = _buffer.AsMemory(_end);
        int read = await stream.ReadAtLeastAsync(free, free.Length / 2, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        IsAtEnd = read < free.Length / 2;
        _end += read;
    }

    public void Dispose()
    {
        Return(_buffer);
        _buffer = [];
        (_start, _end) = (0, 0);
    }

    void Grow()
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        Unread.CopyTo(larger);
        Return(_buffer);
        _buffer = larger;
    }

    // What lay here was people's messages, behind what is unread too.
    static void Return(byte[] buffer)
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }
}
