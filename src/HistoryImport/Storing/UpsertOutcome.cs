namespace HistoryImport;

/// <summary>What became of one item of a batch.</summary>
public enum UpsertOutcome
{
    /// <summary>The row already said so.</summary>
    Duplicate = 0,

    /// <summary>A row was made.</summary>
    Inserted = 1,

    /// <summary>A row was changed.</summary>
    Updated = 2,

    /// <summary>An amendment found no message.</summary>
    Missing = 3,
}
