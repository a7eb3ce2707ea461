using System.Buffers.Binary;
using Npgsql;

namespace HistoryImport.PostgreSql;

/// <summary>A column as <c>array_send(array_agg(…))</c>: each element behind its length.</summary>
sealed class ArrayColumn : AnswerColumn
{
    // How many dimensions, flags and the type of the elements; of the one dimension, its length and where it begins.
    const int LengthPlace = 12;
    const int Header = 20;
    const int NullLength = -1;

    public ArrayColumn(NpgsqlDataReader row, int column)
        : base(row, column) => Move(Header, 0);

    public int Count => BinaryPrimitives.ReadInt32BigEndian(Answer[LengthPlace..]);

    public bool Boolean => Bytes[0] != 0;

    public int Int32 => BinaryPrimitives.ReadInt32BigEndian(Bytes);

    public long? NullableInt64 => IsNull ? null : BinaryPrimitives.ReadInt64BigEndian(Bytes);

    public short? NullableInt16 => IsNull ? null : BinaryPrimitives.ReadInt16BigEndian(Bytes);

    public override void Next()
    {
        int end = Place + Length;
        int length = BinaryPrimitives.ReadInt32BigEndian(Answer[end..]);
        Move(end + sizeof(int), Math.Max(0, length), isNull: length == NullLength);
    }
}
