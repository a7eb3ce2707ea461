namespace HistoryImport;

/// <summary>What a history set says of a chat, besides its messages.</summary>
public sealed record HistoryChat
{
    /// <summary>Gets the chat as WhatsApp spells it.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the chat's phone number, if told.</summary>
    public string? NumberJid { get; init; }

    /// <summary>Gets the chat's LID, if told.</summary>
    public string? LidJid { get; init; }

    /// <summary>Gets the name.</summary>
    public string? Name { get; init; }

    /// <summary>Gets whether older messages exist; <see langword="null"/> if WhatsApp did not say.</summary>
    public EndOfHistory? EndOfHistory { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(HistoryChat)} {{ {nameof(EndOfHistory)} = {EndOfHistory} }}";
}
