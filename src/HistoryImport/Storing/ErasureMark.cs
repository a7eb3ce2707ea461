namespace HistoryImport;

/// <summary>What is left of something that was erased: it tells whoever has the key that it is this, and nobody what it was.</summary>
/// <param name="Mark">The mark, at most 64 characters of ASCII.</param>
/// <param name="Erasure">What all marks of one person or chat have in common: they are lifted together.</param>
public readonly record struct ErasureMark(string Mark, Guid Erasure)
{
    /// <summary>Gets the mark; empty in the default value, which is none.</summary>
    public string Mark { get => field ?? ""; init; } = Mark;

    /// <inheritdoc/>
    public override string ToString() => nameof(ErasureMark);
}
