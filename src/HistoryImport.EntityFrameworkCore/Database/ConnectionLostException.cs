namespace HistoryImport.EntityFrameworkCore;

/// <summary>The connection ended amid a transaction. Nothing of it was written, and the same work may succeed in a moment.</summary>
sealed class ConnectionLostException(Exception cause) : Exception("The connection to the database ended amid work.", cause);
