using System.Data.Common;

namespace HistoryImport.EntityFrameworkCore;

/// <summary>Rows are an array for each column.</summary>
sealed class PostgreSqlDialect : Dialect
{
    public override string Hold => "FOR UPDATE";

    public override bool HasOneWriter => false;

    public override string BeginSnapshot => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    public override string ByteOrder => "C";

    public override string Rows<T>(CommandText command, string name, IReadOnlyList<T> rows, params ReadOnlySpan<Column<T>> columns)
    {
        var arrays = new List<string>();
        var names = new List<string>();
        foreach (Column<T> column in columns)
        {
            (Array values, string type) = Values(rows, column);
            arrays.Add($"{command.Add(values)}::{type}[]");
            names.Add(column.Name);
        }

        return $"unnest({string.Join(", ", arrays)}) AS {name}({string.Join(", ", names)})";
    }

    public override string Digests(Tables tables, string wanted, string connection) => $"""
        SELECT item, digests FROM {wanted} JOIN {tables.Chats} AS chats ON chats.connection_id = ({connection}) AND chats.jid = wanted.jid
        CROSS JOIN LATERAL (
          SELECT string_agg(coalesce(digest, '\x00000000000000000000000000000000'), '') AS digests FROM (
            SELECT digest FROM {tables.Messages} AS messages
            WHERE messages.chat_id = chats.chat_id AND timestamp BETWEEN wanted.first AND wanted.last LIMIT wanted.most) AS row) AS found
        WHERE digests IS NOT NULL
        """;

    public override string Bytes(string text) => $"convert_to({text}, 'UTF8')";

    public override string Holds(string bytes, string others) => $"position({others} IN {bytes}) > 0";

    public override string Without(string json, string member) => $"({json}::jsonb - '{member}')::text";

    public override string Has(string json, string member) => $"{json}::jsonb -> '{member}' IS NOT NULL";

    // Of those that Npgsql calls transient, one may be a lock that is not given; what the server was about when it stopped is one, too.
    public override bool MayPass(DbException error) => error.IsTransient || error.SqlState is "40001" or "40P01" or "57P01" or "57P02" or "57P03";

    public override bool IsRace(DbException error) => error.SqlState == "23505";

    public override bool IsOfAValue(DbException error) => error.SqlState is { Length: 5 } state && state[..2] is "22" or "23" or "54" or "P0";

    static (Array Values, string Type) Values<T>(IReadOnlyList<T> rows, Column<T> column) => column.Type switch
    {
        ColumnType.Text or ColumnType.LongText => (Fill<T, string?>(rows, column), "text"),
        ColumnType.Number => (Fill<T, long?>(rows, column), "bigint"),
        ColumnType.Flag => (Fill<T, bool?>(rows, column), "boolean"),
        _ => (Fill<T, byte[]?>(rows, column), "bytea"),
    };

    static TValue[] Fill<T, TValue>(IReadOnlyList<T> rows, Column<T> column)
    {
        var values = new TValue[rows.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (TValue)column.Value(rows[i])!;
        }

        return values;
    }
}
