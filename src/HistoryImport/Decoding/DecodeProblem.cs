namespace HistoryImport;

/// <summary>A part of a payload that could not be read, or not as it was sent. What stands beside it was.</summary>
/// <param name="Position">Where, in what <see cref="Unit"/> says.</param>
/// <param name="Reason">Why, in words. Never holds message text or a phone number.</param>
public sealed record DecodeProblem(long Position, string Reason)
{
    /// <summary>Gets what <see cref="Position"/> counts.</summary>
    public PositionUnit Unit { get; init; }

    /// <summary>Gets whether the part is there all the same: with U+FFFD for what is no text, without a time that is none.</summary>
    public bool IsKept { get; init; }
}
