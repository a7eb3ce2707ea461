namespace HistoryImport.PostgreSql;

/// <summary>The connection ended amid work, or what became of a commit is not known yet: the work is done again.</summary>
sealed class SessionLostException(string message, Exception? innerException = null) : Exception(message, innerException);
