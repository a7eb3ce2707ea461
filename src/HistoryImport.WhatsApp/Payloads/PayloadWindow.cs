using System.Buffers;

namespace HistoryImport.WhatsApp;

/// <summary>The part of a source that is in memory: what was read and not yet consumed.</summary>
abstract class PayloadWindow(int firstSize) : IDisposable
{
    byte[] _buffer = ArrayPool<byte>.Shared.Rent(firstSize);
    int _start;
    int _end;

    public ReadOnlySpan<byte> Unread => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Where the unread part starts in the source.</summary>
    public long Position { get; private set; }

    /// <summary>Where that is in the payload, for whoever is told of it.</summary>
    public virtual long PayloadPosition => Position;

    /// <summary>Whether the source has no more than what is unread.</summary>
    public bool IsAtEnd { get; protected set; }

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

        _end += await ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        Return(_buffer);
        _buffer = [];
        (_start, _end) = (0, 0);
    }

    /// <summary>Reads at least half of what there is room for, or to the end of the source.</summary>
    protected abstract ValueTask<int> ReadAsync(Memory<byte> free, CancellationToken cancellationToken);

    /// <summary>Forgets what is there, for another source.</summary>
    protected void Restart() => (_start, _end, Position, IsAtEnd) = (0, 0, 0, false);

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
