namespace HistoryImport.WhatsApp;

/// <summary>Where an item stands, and what its place says of it.</summary>
sealed record ItemPlace
{
    /// <summary>The event around it.</summary>
    public EventDraft? Event { get; init; }

    /// <summary>Whether it stands among the messages of the event.</summary>
    public bool IsMain { get; init; }

    /// <summary>Whether it may only repeat what the event says elsewhere.</summary>
    public bool IsPreview { get; init; }

    /// <summary>The conversation it stands in.</summary>
    public string? ChatId { get; init; }

    /// <summary>The chat under whose name it stands, for a message that names none.</summary>
    public string? ChatName { get; init; }

    /// <summary>What the items leave open, if the conversation's id has not come yet.</summary>
    public ForwardedChat? Forwarded { get; init; }

    /// <summary>Where it stands in a webhook of the official business platform.</summary>
    public OfficialPlace? Official { get; init; }

    /// <summary>Whether it is a document of its own.</summary>
    public bool IsDocument { get; init; }

    /// <summary>Whether there must be an item, or may be one.</summary>
    public bool IsExpected { get; init; }

    /// <summary>The event whose messages these may only repeat.</summary>
    public EventDraft? Repeats => IsPreview && Event is { HasMessagesInChats: false } ? Event : null;
}
