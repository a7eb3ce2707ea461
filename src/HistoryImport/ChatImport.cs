namespace HistoryImport;

/// <summary>What a run changed in one chat.</summary>
/// <param name="Chat">The canonical chat.</param>
/// <param name="Inserted">New messages.</param>
/// <param name="Updated">Changes to messages that were there.</param>
/// <param name="First">The time of the oldest new message, if it has one.</param>
/// <param name="Last">The time of the newest new message, if it has one.</param>
public sealed record ChatImport(Jid Chat, long Inserted, long Updated, DateTimeOffset? First, DateTimeOffset? Last)
{
    /// <summary>Gets the names of the chat that this run came across; at most one of each kind.</summary>
    public IReadOnlyList<HistoryName> Names { get; init => field = value ?? []; } = [];

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(ChatImport)} {{ {nameof(Inserted)} = {Inserted}, {nameof(Updated)} = {Updated} }}";
}
