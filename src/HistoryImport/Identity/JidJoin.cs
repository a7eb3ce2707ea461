namespace HistoryImport;

/// <summary>Tells a store that whatever it keeps under one JID belongs under another.</summary>
/// <param name="From">The JID that is given up.</param>
/// <param name="To">The canonical JID.</param>
public readonly record struct JidJoin(Jid From, Jid To)
{
    /// <inheritdoc/>
    public override string ToString() => nameof(JidJoin);
}
