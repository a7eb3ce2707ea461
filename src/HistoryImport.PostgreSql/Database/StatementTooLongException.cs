namespace HistoryImport.PostgreSql;

/// <summary>A statement was not done within the limit: doing it again at once would take as long.</summary>
sealed class StatementTooLongException(Exception innerException) : Exception("A statement took too long.", innerException);
