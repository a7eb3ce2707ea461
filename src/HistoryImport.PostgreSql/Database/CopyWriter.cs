using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace HistoryImport.PostgreSql;

/// <summary>Writes rows in PostgreSQL's binary COPY format by hand: no boxing, no look-up of types, one buffer.</summary>
sealed class CopyWriter : IAsyncDisposable
{
    const int FlushSize = 128 * 1024;
    const int NullLength = -1;
    const short EndOfRows = -1;

    readonly NpgsqlRawCopyStream _stream;
    byte[] _buffer = ArrayPool<byte>.Shared.Rent(2 * FlushSize);
    int _length;
    bool _isComplete;

    public CopyWriter(NpgsqlRawCopyStream stream)
    {
        _stream = stream;
        Append(Header);
    }

    // The signature, no flags, no extension.
    static ReadOnlySpan<byte> Header => [0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Begins a row, after sending what has gathered.</summary>
    public ValueTask BeginRowAsync(short fields, CancellationToken cancellationToken)
    {
        ValueTask sent = _length < FlushSize ? ValueTask.CompletedTask : SendAsync(cancellationToken);
        if (sent.IsCompletedSuccessfully)
        {
            WriteInt16(fields);
            return sent;
        }

        return BeginAfterAsync(sent, fields);
    }

    public void Write(long value)
    {
        WriteInt32(sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(Take(sizeof(long)), value);
    }

    public void Write(long? value)
    {
        if (value is { } number)
        {
            Write(number);
        }
        else
        {
            WriteNull();
        }
    }

    public void Write(short value)
    {
        WriteInt32(sizeof(short));
        WriteInt16(value);
    }

    public void Write(bool value)
    {
        WriteInt32(1);
        Take(1)[0] = value ? (byte)1 : (byte)0;
    }

    public void Write(string? text)
    {
        if (text is null)
        {
            WriteNull();
            return;
        }

        // The length is known only afterwards.
        int most = Encoding.UTF8.GetMaxByteCount(text.Length);
        Reserve(sizeof(int) + most);
        int length = Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_length + sizeof(int)));
        WriteInt32(length);
        _length += length;
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        WriteInt32(bytes.Length);
        Append(bytes);
    }

    public void WriteNull() => WriteInt32(NullLength);

    /// <summary>Sends the rest. Only now the server says whether it took the rows.</summary>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        WriteInt16(EndOfRows);
        await SendAsync(cancellationToken).ConfigureAwait(false);
        _isComplete = true;
        await _stream.DisposeAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_isComplete)
            {
                // Half a table of rows must not be taken for a whole one.
                await _stream.CancelAsync().ConfigureAwait(false);
                await _stream.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is NpgsqlException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The failure that led here is on its way.
        }
        finally
        {
            // It held message text.
            ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
            _buffer = [];
        }
    }

    async ValueTask BeginAfterAsync(ValueTask sent, short fields)
    {
        await sent.ConfigureAwait(false);
        WriteInt16(fields);
    }

    async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(_buffer.AsMemory(0, _length), cancellationToken).ConfigureAwait(false);
        _length = 0;
    }

    void Append(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    void WriteInt16(short value) => BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), value);

    void WriteInt32(int value) => BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), value);

    Span<byte> Take(int count)
    {
        Reserve(count);
        Span<byte> taken = _buffer.AsSpan(_length, count);
        _length += count;
        return taken;
    }

    void Reserve(int count)
    {
        if (_buffer.Length - _length >= count)
        {
            return;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _buffer.Length, _length + count));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        _buffer = larger;
    }
}
