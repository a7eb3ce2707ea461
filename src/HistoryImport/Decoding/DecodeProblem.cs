namespace HistoryImport;

/// <summary>A part of a payload that could not be read, or not as it was sent. What stands beside it was.</summary>
/// <param name="Position">Where: the index of the message in its source, or the byte offset if no message could be told apart.</param>
/// <param name="Reason">Why, in words. Never holds message text or a phone number.</param>
public sealed record DecodeProblem(long Position, string Reason)
{
    /// <summary>Gets whether the part is there all the same: with U+FFFD for what is no text, without a time that is none.</summary>
    public bool IsKept { get; init; }
}
