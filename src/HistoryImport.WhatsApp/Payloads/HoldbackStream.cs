namespace HistoryImport.WhatsApp;

/// <summary>Hands on a stream but for its last bytes, which it keeps: a checksum cannot be told from data before the end is seen.</summary>
sealed class HoldbackStream(Stream inner, int holdback) : ForwardStream
{
    readonly byte[] _held = new byte[holdback];
    int _count;

    /// <summary>Gets the bytes kept; only complete once the stream is read to its end.</summary>
    public ReadOnlySpan<byte> Held => _held.AsSpan(0, _count);

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
}
