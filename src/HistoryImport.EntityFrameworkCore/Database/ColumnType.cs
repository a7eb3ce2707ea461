namespace HistoryImport.EntityFrameworkCore;

/// <summary>What the values of a column are.</summary>
enum ColumnType
{
    /// <summary>Strings.</summary>
    Text,

    /// <summary>Strings that may be long.</summary>
    LongText,

    /// <summary>Numbers of 64 bits.</summary>
    Number,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>Bytes.</summary>
    Bytes,
}
