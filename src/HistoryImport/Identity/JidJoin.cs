namespace HistoryImport;

/// <summary>Tells a store that whatever it keeps under one JID belongs under another.</summary>
/// <param name="From">The JID that is given up.</param>
/// <param name="To">The canonical JID.</param>
public readonly record struct JidJoin(Jid From, Jid To)
{
    /// <summary>Gets whether <see cref="From"/> is the connection's own account: in groups, what it sent and its reactions are then our own
    /// (from me, without a sender), and so are the targets of reactions that name it. As a chat it moves like any other.</summary>
    public bool IsOwn { get; init; }

    /// <inheritdoc/>
    public override string ToString() => nameof(JidJoin);
}
