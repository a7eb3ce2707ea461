namespace HistoryImport.PostgreSql;

/// <summary>An earlier attempt at the same work is committed: only its answer was lost.</summary>
sealed class AlreadyCommittedException() : Exception("An earlier attempt is committed.");

/// <summary>The connection ended amid work: the work is done again.</summary>
sealed class SessionLostException(string message, Exception innerException) : Exception(message, innerException);

/// <summary>A statement was not done within the limit: doing it again at once would take as long.</summary>
sealed class StatementTooLongException(Exception innerException) : Exception("A statement took too long.", innerException);
