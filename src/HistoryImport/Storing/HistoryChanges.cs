namespace HistoryImport;

/// <summary>What one transaction of a store did, for a projection into the host's own tables.</summary>
/// <remarks>Everything here is as it is after the transaction. One message may be named several times; its state is the same each time.</remarks>
public sealed record HistoryChanges
{
    /// <summary>Gets whose messages these are.</summary>
    public required ConnectionKey Connection { get; init; }

    /// <summary>Gets what became of messages, in the order to follow.</summary>
    public IReadOnlyList<MessageChange> Messages { get; init => field = value ?? []; } = [];

    /// <summary>Gets the names of every chat and person in <see cref="Messages"/>, and of everybody whose names changed.</summary>
    public IReadOnlyList<KnownNames> Names { get; init => field = value ?? []; } = [];

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(HistoryChanges)} {{ {nameof(Messages)} = {Messages.Count}, {nameof(Names)} = {Names.Count} }}";
}
