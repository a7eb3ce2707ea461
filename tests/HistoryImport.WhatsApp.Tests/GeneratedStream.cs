using System.Text;

namespace HistoryImport.WhatsApp.Tests;

/// <summary>A stream larger than memory: a head, one piece many times, a tail.</summary>
sealed class GeneratedStream(string head, string piece, long times, string tail) : Stream
{
    readonly byte[] _piece = Encoding.UTF8.GetBytes(piece);
    readonly byte[] _tail = Encoding.UTF8.GetBytes(tail);
    byte[] _current = Encoding.UTF8.GetBytes(head);
    int _at;
    long _left = times + 1;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int total = 0;
        while (total < count)
        {
            if (_at == _current.Length)
            {
                if (_left == 0)
                {
                    break;
                }

                (_current, _at) = (--_left == 0 ? _tail : _piece, 0);
                continue;
            }

            int length = Math.Min(count - total, _current.Length - _at);
            _current.AsSpan(_at, length).CopyTo(buffer.AsSpan(offset + total));
            _at += length;
            total += length;
        }

        return total;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
