namespace HistoryImport.Sqlite.Tests.Support;

static class HistoryReaderExtensions
{
    /// <summary>Reads the rows of every connection, as an export does.</summary>
    public static async Task<ExportedMessage[]> ReadAllAsync(this SqliteHistoryReader reader, params Jid[]? chats)
    {
        var rows = new List<ExportedMessage>();
        foreach (ConnectionKey connection in await reader.GetConnectionsAsync())
        {
            rows.AddRange(await reader.ReadAsync(connection, chats is [] ? null : chats).ToArrayAsync());
        }

        return [.. rows];
    }
}
