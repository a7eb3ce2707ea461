using Npgsql;

namespace HistoryImport.PostgreSql;

/// <summary>Reads the keys of messages.</summary>
static class StoredKey
{
    /// <summary>Reads the key of a message of a chat: id, direction and sender.</summary>
    /// <param name="chat">The chat.</param>
    /// <param name="row">The row.</param>
    /// <param name="column">The first of the three columns.</param>
    public static MessageKey Of(Jid chat, NpgsqlDataReader row, int column = 0) =>
        new(chat, JidColumn.Read(row.GetString(column + 2)), row.GetBoolean(column + 1), row.GetString(column));
}
