namespace HistoryImport.PostgreSql;

/// <summary>The connection ended amid work: the work is done again.</summary>
sealed class SessionLostException(string message, Exception innerException) : Exception(message, innerException);
