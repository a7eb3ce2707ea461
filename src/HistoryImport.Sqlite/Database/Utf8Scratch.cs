using System.Buffers;
using System.Text;

namespace HistoryImport.Sqlite;

/// <summary>A pooled buffer in which one string after the other becomes UTF-8. Belongs to one session.</summary>
sealed class Utf8Scratch : IDisposable
{
    const int InitialSize = 8 * 1024;

    byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialSize);

    public ReadOnlySpan<byte> Encode(string text)
    {
        int needed = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (needed > _buffer.Length)
        {
            Return();
            _buffer = ArrayPool<byte>.Shared.Rent(needed);
        }

        return _buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, _buffer));
    }

    public void Dispose()
    {
        Return();
        _buffer = [];
    }

    // It held message text.
    void Return()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        }
    }
}
