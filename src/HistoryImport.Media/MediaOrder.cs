namespace HistoryImport.Media;

/// <summary>Says which media to recover: of some messages, or of a chat within a window.</summary>
public sealed record MediaOrder
{
    /// <summary>Gets the messages; empty if a chat is named.</summary>
    public IReadOnlyCollection<MessageKey> Messages { get; init => field = value ?? []; } = [];

    /// <summary>Gets the chat, by any of its JIDs; none if messages are named.</summary>
    public Jid Chat { get; init; }

    /// <summary>Gets from when on; <see langword="null"/> for the beginning of the chat.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Gets up to when; <see langword="null"/> for the end of the chat.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Gets how many messages of the chat at most, the newest first.</summary>
    /// <value>1 to 10 000. The default is 200.</value>
    public int MaxMessages { get; init; } = 200;

    /// <summary>Gets whether the phone is asked to upload again what the servers no longer have. It costs the phone its battery: ask for what somebody waits for.</summary>
    public bool AskPhone { get; init; }

    /// <summary>Gets whether the order is only noted, for the service in the background (<see cref="HistoryMediaOptions.RunInBackground"/>).</summary>
    public bool InBackground { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(MediaOrder)} {{ {nameof(Messages)} = {Messages.Count}, {nameof(AskPhone)} = {AskPhone} }}";
}
