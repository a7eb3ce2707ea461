namespace HistoryImport;

/// <summary>A value of an <see cref="IStateStore"/>.</summary>
/// <param name="Value">The value.</param>
/// <param name="Version">Its version, greater than 0.</param>
public sealed record StateValue(ReadOnlyMemory<byte> Value, long Version);
