using System.Buffers;
using System.Text;
using Npgsql;

namespace HistoryImport.PostgreSql;

/// <summary>One column of many rows, sent as one value and read element after element without an object for each.</summary>
abstract class AnswerColumn : IDisposable
{
    const int UsualTextLength = 128;

    readonly byte[] _buffer;
    readonly int _length;

    protected AnswerColumn(NpgsqlDataReader row, int column)
    {
        _length = (int)row.GetBytes(column, 0, null, 0, 0);
        _buffer = ArrayPool<byte>.Shared.Rent(_length);
        row.GetBytes(column, 0, _buffer, 0, _length);
    }

    public bool IsNull { get; private set; }

    /// <summary>Gets the element; nothing if it is null.</summary>
    public ReadOnlySpan<byte> Bytes => Answer.Slice(Place, Length);

    protected ReadOnlySpan<byte> Answer => _buffer.AsSpan(0, _length);

    protected int Place { get; private set; }

    protected int Length { get; private set; }

    /// <summary>Moves to the next element.</summary>
    public abstract void Next();

    /// <summary>Gets a text that is likely to be a certain one, which is then not made again.</summary>
    public string? NullableText(string? likely) => IsNull ? null : likely is not null && Ascii.Equals(Bytes, likely) ? likely : Encoding.UTF8.GetString(Bytes);

    /// <summary>Tells whether a text is a certain one.</summary>
    public bool Is(string text) => string.Equals(NullableText(likely: text), text, StringComparison.Ordinal);

    /// <summary>Looks a text up.</summary>
    public bool TryFind(Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> places, out int place)
    {
        ReadOnlySpan<byte> utf8 = Bytes;
        Span<char> text = utf8.Length <= UsualTextLength ? stackalloc char[UsualTextLength] : new char[utf8.Length];
        return places.TryGetValue(text[..Encoding.UTF8.GetChars(utf8, text)], out place);
    }

    // It held names.
    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);

    protected void Move(int place, int length, bool isNull = false) => (Place, Length, IsNull) = (place, length, isNull);
}
