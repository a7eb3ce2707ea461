namespace HistoryImport.WhatsApp;

/// <summary>Where the walk over one conversation stands.</summary>
sealed class ConversationCursor
{
    public string? Id { get; private set; }

    public int Next { get; set; }

    public int End { get; private set; }

    public bool HasMore { get; private set; }

    public void Open(string? id, int start, int end) => (Id, Next, End, HasMore) = (id, start, end, true);

    public void Close() => (Id, HasMore) = (null, false);
}
