namespace HistoryImport.Relational;

/// <summary>Has no options: what is validated at start is that the projection is used.</summary>
sealed class ProjectionCheck<TTarget>;
