namespace HistoryImport.AspNetCore;

/// <summary>What became of a payload.</summary>
/// <param name="Fault">Why it cannot be read, or not from some point on; <see langword="null"/> if all of it was read.</param>
readonly record struct Reading(string? Fault)
{
    public bool IsWhole => Fault is null;
}
