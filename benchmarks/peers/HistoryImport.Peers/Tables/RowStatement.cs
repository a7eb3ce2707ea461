using Microsoft.Data.Sqlite;

namespace HistoryImport.Peers;

/// <summary>Rows through one prepared statement of Microsoft.Data.Sqlite.</summary>
static class RowStatement
{
    const int Parameters = 12;

    const string Insert = """
        INSERT OR IGNORE INTO messages(chat_id, id, from_me, sender, timestamp, status, revoked, version, kind, push_name, wire_chat, body, raw, digest)
        VALUES($1, $2, $3, $4, $5, $6, 0, $7, 'text', $8, $9, $10, $11, $12)
        """;

    public static void Write(SqliteConnection connection, IEnumerable<Row> rows)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = Insert;
        SqliteParameter[] parameters = [.. Enumerable.Range(1, Parameters).Select(i => command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" }))];
        command.Prepare();
        foreach (Row row in rows)
        {
            parameters[0].Value = row.ChatId;
            parameters[1].Value = row.Id;
            parameters[2].Value = row.FromMe;
            parameters[3].Value = row.Sender;
            parameters[4].Value = row.Timestamp;
            parameters[5].Value = row.Status;
            parameters[6].Value = row.Version;
            parameters[7].Value = (object?)row.PushName ?? DBNull.Value;
            parameters[8].Value = row.WireChat;
            parameters[9].Value = row.Body;
            parameters[10].Value = row.Raw;
            parameters[11].Value = row.Digest;
            command.ExecuteNonQuery();
        }
    }
}
