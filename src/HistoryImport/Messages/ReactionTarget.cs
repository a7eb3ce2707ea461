namespace HistoryImport;

/// <summary>Under what a store keeps a reaction, besides chat and id of its message.</summary>
/// <remarks>A reaction in a 1:1 chat belongs to chat and id. Kept so, it finds the message of the other direction that comes later.</remarks>
/// <param name="Direction">0 for somebody else's message, 1 for our own, <see cref="EitherDirection"/> for that of either (every chat but
/// groups).</param>
/// <param name="Sender">The canonical sender of the message, in a group; else empty.</param>
public readonly record struct ReactionTarget(short Direction, string Sender)
{
    /// <summary>Gets the sender of the message; empty if there is none.</summary>
    public string Sender { get => field ?? ""; init => field = Some(value); } = Some(Sender);

    /// <summary>Stands for the message of either direction.</summary>
    public const short EitherDirection = 2;

    /// <summary>Gets the target of reactions to a message.</summary>
    public static ReactionTarget Of(MessageKey key) => Of(key.Chat.Kind == JidKind.Group, key.FromMe, key.Sender.Value);

    /// <summary>Gets the target of reactions to a message, of whose key only this is at hand.</summary>
    /// <param name="isGroup">Whether its chat is a group.</param>
    /// <param name="fromMe">Whether our own account sent it.</param>
    /// <param name="sender">Its canonical sender; empty for none.</param>
    public static ReactionTarget Of(bool isGroup, bool fromMe, string sender) =>
        isGroup ? new(fromMe ? (short)1 : (short)0, sender) : new(EitherDirection, "");

    /// <inheritdoc/>
    public override string ToString() => nameof(ReactionTarget);

    // One form of none, so that the default value equals it.
    static string Some(string? sender) => string.IsNullOrEmpty(sender) ? null! : sender;
}
