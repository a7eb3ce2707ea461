namespace HistoryImport;

/// <summary>What became of one message, and what is known of it now.</summary>
public sealed record MessageChange
{
    /// <summary>Gets what became of it.</summary>
    public required MessageChangeKind Kind { get; init; }

    /// <summary>Gets the key it has now; of an erased one, the key it had.</summary>
    public required MessageKey Key { get; init; }

    /// <summary>Gets the key it had before, where that is another: of what was moved.</summary>
    public MessageKey? Before { get; init; }

    /// <summary>Gets all that is known of it, as it was merged; <see langword="null"/> of what was erased.</summary>
    /// <remarks>Its reactions are those that show: without those taken back, in a fixed order.</remarks>
    public MessageUpsert? State { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(MessageChange)} {{ {nameof(Kind)} = {Kind} }}";

    /// <summary>Makes the reactions of a <see cref="State"/>, for those who write stores.</summary>
    /// <param name="reactions">All that is known of reactions to the message.</param>
    public static IReadOnlyList<MessageReaction> Shown(IEnumerable<MessageReaction> reactions)
    {
        ArgumentNullException.ThrowIfNull(reactions);
        return [.. reactions.Where(reaction => reaction.Emoji.Length > 0).OrderBy(reaction => reaction.FromMe).ThenBy(reaction => reaction.Sender)];
    }
}
