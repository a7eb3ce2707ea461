namespace HistoryImport.Mutation;

/// <summary>One change of one place in one source file.</summary>
/// <param name="File">The file, from the root of the repository.</param>
/// <param name="Start">Where the replaced text begins.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Text">What replaces it.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="What">What was changed, for people.</param>
sealed record Mutant(string File, int Start, int Length, string Text, int Line, string What);
