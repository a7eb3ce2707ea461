namespace HistoryImport.AspNetCore;

/// <summary>The imports of a connection.</summary>
/// <param name="Running">Those that run, whichever instance runs them, the longest first.</param>
/// <param name="Queued">The chats of those that wait or run, in their order; empty for one of the whole connection.</param>
sealed record ImportListView(IReadOnlyList<ImportStatus> Running, IReadOnlyList<IReadOnlyList<Jid>> Queued)
{
    public override string ToString() => nameof(ImportListView);
}
