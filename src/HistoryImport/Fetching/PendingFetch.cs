namespace HistoryImport;

/// <summary>A request on its way to the phone, as it lies in the state store: who receives the answer says so here.</summary>
sealed record PendingFetch
{
    /// <summary>Names the request among those of its connection.</summary>
    public Guid Token { get; init; }

    /// <summary>Every JID of the chat that is asked about.</summary>
    public IReadOnlyList<string> Chats { get; init; } = [];

    /// <summary>The time of the entry before which the page is asked for, Unix seconds.</summary>
    public long Before { get; init; }

    /// <summary>The id the answer carries, once the socket has told it.</summary>
    public string? RequestId { get; init; }

    /// <summary>Whether the socket told no id: then the chat alone tells the answer.</summary>
    public bool HasNoId { get; init; }

    /// <summary>Answers that came before it was known whether there is an id, and which.</summary>
    public IReadOnlyList<SeenAnswer> Seen { get; init; } = [];

    public bool IsAnswered { get; init; }

    /// <summary>Whether the answer bore the id of the request, rather than being taken for the answer by what it brings.</summary>
    public bool IsByName { get; init; }

    /// <summary>What the answer says of the end of the chat.</summary>
    public EndOfHistory? End { get; init; }

    /// <summary>From when to when its entries of the chat reach.</summary>
    public Stretch? Page { get; init; }
}
