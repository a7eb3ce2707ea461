namespace HistoryImport.EntityFrameworkCore;

/// <summary>One person's reaction. Query it; the library writes it.</summary>
public sealed class StoredReaction
{
    /// <summary>Gets the number of the chat.</summary>
    public long ChatId { get; init; }

    /// <summary>Gets the id of the message.</summary>
    public string Id { get; init; } = "";

    /// <summary>Gets <see cref="ReactionTarget.Direction"/>.</summary>
    public short Target { get; init; }

    /// <summary>Gets <see cref="ReactionTarget.Sender"/>.</summary>
    public string TargetSender { get; init; } = "";

    /// <summary>Gets whether our own account reacted.</summary>
    public bool ReactorFromMe { get; init; }

    /// <summary>Gets who reacted, in a group; else empty.</summary>
    public string Reactor { get; init; } = "";

    /// <summary>Gets the emoji; empty if the reaction was taken back.</summary>
    public string Emoji { get; init; } = "";

    /// <summary>Gets when, in Unix milliseconds.</summary>
    public long Time { get; init; }

    /// <inheritdoc/>
    public override string ToString() => nameof(StoredReaction);
}
