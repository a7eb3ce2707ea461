namespace HistoryImport;

/// <summary>A reaction of an exported message.</summary>
/// <param name="Emoji">The emoji, never empty.</param>
/// <param name="FromMe">Whether our own account reacted.</param>
/// <param name="Sender">Who reacted, in a group; <see langword="null"/> in a 1:1 chat and for our own account.</param>
public sealed record ExportedReaction(string Emoji, bool FromMe, string? Sender)
{
    /// <summary>Makes what is exported of reactions: without those taken back, those of others first, then by sender.</summary>
    public static IReadOnlyList<ExportedReaction> Of(IEnumerable<MessageReaction> reactions)
    {
        ArgumentNullException.ThrowIfNull(reactions);
        return
        [
            .. reactions.Where(reaction => reaction.Emoji.Length > 0)
                .OrderBy(reaction => reaction.FromMe).ThenBy(reaction => reaction.Sender)
                .Select(reaction => new ExportedReaction(reaction.Emoji, reaction.FromMe, reaction.Sender.IsNone ? null : reaction.Sender.Value)),
        ];
    }

    /// <inheritdoc/>
    public override string ToString() => nameof(ExportedReaction);
}
