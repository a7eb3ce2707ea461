namespace HistoryImport.WhatsApp;

/// <summary>What is known of an item before it is read.</summary>
readonly record struct ItemContext
{
    /// <summary>The index of the message in its source.</summary>
    public long Position { get; init; }

    /// <summary>The conversation in which it was delivered.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The name of the event it came in, if it came in one.</summary>
    public string? EventName { get; init; }
}
