using System.Buffers;
using System.Data.Common;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace HistoryImport.EntityFrameworkCore;

/// <summary>Rows are JSON, an array of arrays; what may be long lies beside, one value after the other, and is named there by place and length.</summary>
sealed class SqliteDialect : Dialect
{
    static readonly JsonWriterOptions _writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    // A transaction that writes begins by holding the file.
    public override string Hold => "";

    public override bool HasOneWriter => true;

    public override string BeginSnapshot => "BEGIN";

    public override string ByteOrder => "BINARY";

    public override string Rows<T>(CommandText command, string name, IReadOnlyList<T> rows, params ReadOnlySpan<Column<T>> columns)
    {
        var json = new ArrayBufferWriter<byte>();
        var beside = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, _writing))
        {
            writer.WriteStartArray();
            for (int i = 0; i < rows.Count; i++)
            {
                writer.WriteStartArray();
                foreach (Column<T> column in columns)
                {
                    Write(writer, beside, column.Type, column.Value(rows[i]));
                }

                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        }

        string given = command.Add(Encoding.UTF8.GetString(json.WrittenSpan));
        string bytes = beside.WrittenCount == 0 ? "NULL" : command.Add(beside.WrittenSpan.ToArray());
        var values = new List<string>();
        int place = 0;
        foreach (Column<T> column in columns)
        {
            string value = column.Type switch
            {
                ColumnType.Bytes => $"substr({bytes}, value ->> {place}, value ->> {++place})",
                ColumnType.LongText => $"CAST(substr({bytes}, value ->> {place}, value ->> {++place}) AS TEXT)",
                _ => $"value ->> {place}",
            };
            values.Add($"{value} AS {column.Name}");
            place++;
        }

        return $"(SELECT {string.Join(", ", values)} FROM json_each({given})) AS {name}";
    }

    // A bound for all of them together: one for each is more than SQLite offers. What it cuts off is found when it is written.
    public override string Digests(Tables tables, string wanted, string connection) => $"""
        SELECT item, unhex(group_concat(CASE WHEN digest IS NULL THEN '00000000000000000000000000000000' ELSE hex(digest) END, '')) AS digests FROM (
          SELECT wanted.item AS item, digest FROM {wanted}
          CROSS JOIN {tables.Chats} AS chats ON chats.connection_id = ({connection}) AND chats.jid = wanted.jid
          CROSS JOIN {tables.Messages} AS messages ON messages.chat_id = chats.chat_id AND timestamp BETWEEN wanted.first AND wanted.last
          LIMIT (SELECT sum(most) FROM {wanted}))
        GROUP BY item
        """;

    public override string Bytes(string text) => $"CAST({text} AS BLOB)";

    public override string Holds(string bytes, string others) => $"instr({bytes}, {others}) > 0";

    public override string Without(string json, string member) => $"json_remove({json}, '$.{member}')";

    public override string Has(string json, string member) => $"json_extract({json}, '$.{member}') IS NOT NULL";

    // Busy, or locked by another user of the file.
    public override bool MayPass(DbException error) => Is(error, 5) || Is(error, 6);

    public override bool IsRace(DbException error) => Is(error, 19);

    // Constraint, mismatch, too big.
    public override bool IsOfAValue(DbException error) => Is(error, 19) || Is(error, 20) || Is(error, 18);

    // The code itself is known to the provider's own type alone, which this package does not refer to.
    static bool Is(DbException error, int code) => error.Message.StartsWith($"SQLite Error {code}:", StringComparison.Ordinal);

    static void Write(Utf8JsonWriter writer, ArrayBufferWriter<byte> beside, ColumnType type, object? value)
    {
        switch (type, value)
        {
            case (ColumnType.Bytes or ColumnType.LongText, _):
                WriteBeside(writer, beside, value);
                break;
            case (_, null):
                writer.WriteNullValue();
                break;
            case (_, string text):
                writer.WriteStringValue(text);
                break;
            case (_, bool flag):
                writer.WriteBooleanValue(flag);
                break;
            default:
                writer.WriteNumberValue((long)value);
                break;
        }
    }

    // Places count from 1. Without a place there is no value.
    static void WriteBeside(Utf8JsonWriter writer, ArrayBufferWriter<byte> beside, object? value)
    {
        if (value is null)
        {
            writer.WriteNullValue();
            writer.WriteNullValue();
            return;
        }

        int before = beside.WrittenCount;
        if (value is string text)
        {
            Encoding.UTF8.GetBytes(text, beside);
        }
        else
        {
            beside.Write((byte[])value);
        }

        writer.WriteNumberValue(before + 1);
        writer.WriteNumberValue(beside.WrittenCount - before);
    }
}
