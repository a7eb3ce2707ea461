namespace HistoryImport.EntityFrameworkCore;

/// <summary>What became of a row in one transaction.</summary>
enum RowFate
{
    /// <summary>It is as it was.</summary>
    Kept,

    /// <summary>It was not there before.</summary>
    Inserted,

    /// <summary>Something about it rose.</summary>
    Updated,

    /// <summary>It is gone: merged into another.</summary>
    Gone,
}
