namespace HistoryImport.EntityFrameworkCore;

/// <summary>A column of rows that are handed to a statement.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Type">What its values are.</param>
/// <param name="Value">Gets the value of a row: a <see cref="string"/>, <see cref="long"/>, <see cref="bool"/>, bytes, or none.</param>
sealed record Column<T>(string Name, ColumnType Type, Func<T, object?> Value);
