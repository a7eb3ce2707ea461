namespace HistoryImport.PostgreSql;

/// <summary>How the rows of a batch are written: from the fastest, which fails where a row is there, to the one that always succeeds.</summary>
enum WritePath
{
    /// <summary>All are copied into the table: none may be there.</summary>
    CopyAll,

    /// <summary>Those that are there are asked for and merged, the rest is copied.</summary>
    CopyMissing,

    /// <summary>All are inserted or merged.</summary>
    MergeAll,
}
