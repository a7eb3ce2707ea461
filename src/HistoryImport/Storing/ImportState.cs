namespace HistoryImport;

/// <summary>A value of an <see cref="IImportStateStore"/>.</summary>
/// <param name="Value">The value.</param>
/// <param name="Version">Its version, greater than 0.</param>
public sealed record ImportState(ReadOnlyMemory<byte> Value, long Version);
