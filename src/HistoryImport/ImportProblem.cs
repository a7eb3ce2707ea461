namespace HistoryImport;

/// <summary>A message, or a part of a payload, that was set aside, or kept other than it was sent.</summary>
/// <param name="Source">The file or other source, if known.</param>
/// <param name="Position">Where in its source, in what <see cref="Unit"/> says, if known.</param>
/// <param name="MessageId">The message id, if there is a usable one.</param>
/// <param name="Reason">Why, in words. Never holds message text or a phone number.</param>
public sealed record ImportProblem(string? Source, long? Position, string? MessageId, string Reason)
{
    /// <summary>Gets what <see cref="Position"/> counts.</summary>
    public PositionUnit Unit { get; init; }

    /// <summary>Gets where in its source, in words such as <c>message 3</c> or <c>byte 120</c>, if known.</summary>
    public string? Place => Position is not { } position ? null : Unit switch
    {
        PositionUnit.Byte => $"byte {position}",
        PositionUnit.Entry => $"entry {position}",
        _ => $"message {position}",
    };

    /// <summary>Gets whether it was imported all the same; if not, it was set aside, and counts as invalid or failed.</summary>
    public bool IsKept { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(ImportProblem)} {{ {nameof(Place)} = {Place}, {nameof(Reason)} = {Reason} }}";
}
