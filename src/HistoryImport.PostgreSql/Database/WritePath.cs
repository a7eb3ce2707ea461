namespace HistoryImport.PostgreSql;

/// <summary>How the rows of a batch are written: from the fastest, which fails where a row is there, to the one that always succeeds.</summary>
enum WritePath
{
    /// <summary>What is expected is merged, the rest is copied into the table: nothing of it may be there.</summary>
    CopyRest,

    /// <summary>Of the rest those that are there are asked for and merged, too.</summary>
    CopyMissing,

    /// <summary>All are inserted or merged.</summary>
    MergeAll,
}
