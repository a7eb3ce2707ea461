namespace HistoryImport.AspNetCore;

/// <summary>An import that waits.</summary>
/// <param name="Id">Tells it from a later one for the same chats.</param>
/// <param name="Request">What was asked for.</param>
sealed record QueuedImport(Guid Id, ImportRequest Request)
{
    public bool IsFor(IReadOnlyList<Jid> chats) => IsFor(Request, chats);

    /// <summary>Whether a request is for these chats, in whatever order they are named.</summary>
    public static bool IsFor(ImportRequest request, IReadOnlyList<Jid> chats) => request.Chats.Order().Distinct().SequenceEqual(chats.Order().Distinct());

    public override string ToString() => nameof(QueuedImport);
}
