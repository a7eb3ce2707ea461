using System.Buffers.Binary;
using System.IO.Compression;

namespace HistoryImport.WhatsApp;

/// <summary>Decompresses a gzip file as it is read, and notices where it was cut off.</summary>
/// <remarks><see cref="GZipStream"/> verifies what is there, but takes a truncated file for a complete one.</remarks>
sealed class GzipInput : ForwardStream
{
    readonly TailStream _source;
    readonly GZipStream _inflater;
    long _length;

    public GzipInput(Stream source)
    {
        _source = new TailStream(source);
        _inflater = new GZipStream(_source, CompressionMode.Decompress);
    }

    /// <exception cref="HistoryFormatException">The file is damaged or truncated.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            int read = await _inflater.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            _length += read;
            return read > 0 || buffer.IsEmpty || IsComplete
                ? read
                : throw new HistoryFormatException(_length, "the compressed file is truncated.");
        }
        catch (InvalidDataException)
        {
            throw new HistoryFormatException(_length, "the compressed file is damaged.");
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inflater.Dispose();
        }

        base.Dispose(disposing);
    }

    // A file ends in its length; one of several members in that of the last.
    bool IsComplete => _source.Tail.Length == sizeof(uint) && BinaryPrimitives.ReadUInt32LittleEndian(_source.Tail) <= _length;

    sealed class TailStream(Stream inner) : ForwardStream
    {
        readonly byte[] _tail = new byte[sizeof(uint)];
        int _count;

        /// <summary>Gets the last bytes that were read.</summary>
        public ReadOnlySpan<byte> Tail => _tail.AsSpan(0, _count);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            ReadOnlySpan<byte> last = buffer.Span[..read];
            if (read >= _tail.Length)
            {
                last[^_tail.Length..].CopyTo(_tail);
                _count = _tail.Length;
            }
            else if (read > 0)
            {
                int kept = Math.Min(_count, _tail.Length - read);
                _tail.AsSpan(_count - kept, kept).CopyTo(_tail);
                last.CopyTo(_tail.AsSpan(kept));
                _count = kept + read;
            }

            return read;
        }
    }
}
