namespace HistoryImport;

/// <summary>The chats of a connection whose history is known to end, as it lies in the state store.</summary>
sealed record ChatEndList
{
    /// <summary>What WhatsApp said last, by the JID it said it of.</summary>
    public Dictionary<string, EndOfHistory> Ends { get; init; } = [];
}
