namespace HistoryImport;

/// <summary>A request on its way to the phone, as it lies in the state store: who receives the answer says so here.</summary>
sealed record PendingFetch
{
    /// <summary>Names the request among those of its connection.</summary>
    public Guid Token { get; init; }

    /// <summary>Every JID of the chat that is asked about.</summary>
    public IReadOnlyList<string> Chats { get; init; } = [];

    /// <summary>The id the answer carries, once the socket has told it.</summary>
    public string? RequestId { get; init; }

    /// <summary>Whether the socket told no id: then the chat alone tells the answer.</summary>
    public bool HasNoId { get; init; }

    /// <summary>Answers that came before it was known whether there is an id, and which.</summary>
    public IReadOnlyList<SeenAnswer> Seen { get; init; } = [];

    public bool IsAnswered { get; init; }

    /// <summary>What the answer says of the end of the chat.</summary>
    public EndOfHistory? End { get; init; }
}
