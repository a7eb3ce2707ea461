namespace HistoryImport.WhatsApp;

/// <summary>Hands on a stream but for its last bytes, which it keeps: a checksum cannot be told from data before the end is seen.</summary>
sealed class HoldbackStream(Stream inner, int holdback) : Stream
{
    readonly byte[] _held = new byte[holdback];
    int _count;

    /// <summary>Gets the bytes kept; only complete once the stream is read to its end.</summary>
    public ReadOnlySpan<byte> Held => _held.AsSpan(0, _count);


    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length <= _held.Length)
        {
            throw new ArgumentException("The buffer must be larger than what is held back.", nameof(buffer));
        }

        while (true)
        {
            Held.CopyTo(buffer.Span);
            int read = await inner.ReadAsync(buffer[_count..], cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return 0;
            }

            int total = _count + read;
            int given = Math.Max(0, total - _held.Length);
            _count = total - given;
            buffer.Span.Slice(given, _count).CopyTo(_held);
            if (given > 0)
            {
                return given;
            }
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
