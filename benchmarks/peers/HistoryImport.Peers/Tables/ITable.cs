using System.Data.Common;

namespace HistoryImport.Peers;

/// <summary>The library's own schema in one of the databases, in the state from which an import is measured.</summary>
interface ITable
{
    string Database { get; }

    /// <summary>Makes the schema anew, with its connection and chats and with the rows that are known already.</summary>
    /// <param name="history">The history.</param>
    /// <param name="known">How much of it is there.</param>
    /// <param name="idFirst">Whether the unique key begins with the id: who knows nothing but ids could not look up by it else.</param>
    Task PrepareAsync(PeerHistory history, Known known, bool idFirst);

    /// <summary>Makes this the database of an import.</summary>
    void Use(IHistoryImportBuilder builder);

    Task<DbConnection> OpenAsync();
}
