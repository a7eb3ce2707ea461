namespace HistoryImport.Sqlite;

/// <summary>Reads the keys of messages.</summary>
static class StoredKey
{
    /// <summary>Reads the key of a message of a chat: id, direction and sender.</summary>
    /// <param name="chat">The chat.</param>
    /// <param name="row">The row.</param>
    /// <param name="column">The first of the three columns.</param>
    public static MessageKey Of(Jid chat, Statement row, int column = 0) =>
        new(chat, JidColumn.Read(row.Text(column + 2)), row.Int64(column + 1) != 0, row.Text(column));
}
