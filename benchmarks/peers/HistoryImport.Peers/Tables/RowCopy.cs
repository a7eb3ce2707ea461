using Npgsql;
using NpgsqlTypes;

namespace HistoryImport.Peers;

/// <summary>Rows through Npgsql's typed binary importer.</summary>
static class RowCopy
{
    public static void Write(NpgsqlConnection connection, string table, IEnumerable<Row> rows)
    {
        using NpgsqlBinaryImporter importer = connection.BeginBinaryImport($"COPY {table}({Schema.Columns}) FROM STDIN (FORMAT BINARY)");
        foreach (Row row in rows)
        {
            importer.StartRow();
            importer.Write(row.ChatId, NpgsqlDbType.Bigint);
            importer.Write(row.Id, NpgsqlDbType.Text);
            importer.Write(row.FromMe, NpgsqlDbType.Boolean);
            importer.Write(row.Sender, NpgsqlDbType.Text);
            importer.Write(row.Timestamp!.Value, NpgsqlDbType.Bigint);
            importer.Write(row.Status!.Value, NpgsqlDbType.Smallint);
            importer.Write(row.Revoked, NpgsqlDbType.Boolean);
            importer.Write(row.Version, NpgsqlDbType.Bytea);
            importer.Write(row.Kind, NpgsqlDbType.Text);
            if (row.PushName is null)
            {
                importer.WriteNull();
            }
            else
            {
                importer.Write(row.PushName, NpgsqlDbType.Text);
            }

            importer.Write(row.WireChat!, NpgsqlDbType.Text);
            importer.WriteNull();
            importer.WriteNull();
            importer.WriteNull();
            importer.Write(row.Body, NpgsqlDbType.Text);
            importer.WriteNull();
            importer.Write(row.Raw!, NpgsqlDbType.Bytea);
            importer.Write(row.Digest, NpgsqlDbType.Bytea);
        }

        importer.Complete();
    }
}
