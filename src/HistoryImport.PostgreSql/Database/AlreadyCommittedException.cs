namespace HistoryImport.PostgreSql;

/// <summary>An earlier attempt at the same work is committed: only its answer was lost.</summary>
sealed class AlreadyCommittedException() : Exception("An earlier attempt is committed.");
