namespace HistoryImport;

/// <summary>The marks of all that was erased of a connection.</summary>
/// <param name="Number">Rises with every change of the marks, and never falls; 0 as long as nothing was erased.</param>
/// <param name="Marks">The marks, in no order; <see langword="null"/> if the number is the one that was known.</param>
public sealed record ErasureMarks(long Number, IReadOnlyCollection<ErasureMark>? Marks)
{
    /// <summary>Nothing was ever erased.</summary>
    public static ErasureMarks None { get; } = new(0, []);

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(ErasureMarks)} {{ {nameof(Number)} = {Number}, {nameof(Marks)} = {Marks?.Count} }}";
}
