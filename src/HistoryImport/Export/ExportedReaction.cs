namespace HistoryImport;

/// <summary>A reaction of an exported message.</summary>
/// <param name="Emoji">The emoji, never empty.</param>
/// <param name="FromMe">Whether our own account reacted.</param>
/// <param name="Sender">Who reacted, in a group; <see langword="null"/> in a 1:1 chat and for our own account.</param>
public sealed record ExportedReaction(string Emoji, bool FromMe, string? Sender)
{
    /// <inheritdoc/>
    public override string ToString() => nameof(ExportedReaction);
}
