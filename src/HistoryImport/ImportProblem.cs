namespace HistoryImport;

/// <summary>A message, or a part of a payload, that was set aside, or kept other than it was sent.</summary>
/// <param name="Source">The file or other source, if known.</param>
/// <param name="Position">The index of the message in its source, or a byte offset where no message could be told apart, if known.</param>
/// <param name="MessageId">The message id, if there is a usable one.</param>
/// <param name="Reason">Why, in words. Never holds message text or a phone number.</param>
public sealed record ImportProblem(string? Source, long? Position, string? MessageId, string Reason)
{
    /// <summary>Gets whether it was imported all the same; if not, it was set aside, and counts as invalid or failed.</summary>
    public bool IsKept { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(ImportProblem)} {{ {nameof(Position)} = {Position}, {nameof(Reason)} = {Reason} }}";
}
