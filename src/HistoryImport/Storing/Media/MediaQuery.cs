namespace HistoryImport;

/// <summary>Asks for the messages with media of a chat.</summary>
public sealed record MediaQuery
{
    /// <summary>Gets every JID of the chat.</summary>
    public required IReadOnlyCollection<Jid> Chats { get; init => field = value ?? []; } = [];

    /// <summary>Gets the time in Unix seconds from which on; <see langword="null"/> for the beginning.</summary>
    public long? From { get; init; }

    /// <summary>Gets the time in Unix seconds up to which, that second included; <see langword="null"/> for the end.</summary>
    public long? To { get; init; }

    /// <summary>Gets the message after which the list goes on; <see langword="null"/> for its beginning.</summary>
    public MediaMessage? After { get; init; }

    /// <summary>Gets how many at most.</summary>
    public int Count { get; init; } = 100;

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(MediaQuery)} {{ {nameof(Count)} = {Count} }}";
}
