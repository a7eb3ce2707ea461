namespace HistoryImport.WhatsApp;

/// <summary>An event whose end has not come.</summary>
sealed class EventDraft
{
    List<(HistoryMessage Message, Repairs Repairs)>? _previews;
    long _previewBytes;

    /// <summary>The name it was sent under.</summary>
    public string? Name { get; set; }

    /// <summary>Whether the name is its own, and not that of what is around it.</summary>
    public bool IsNamed { get; set; }

    /// <summary>Whether it says its name itself.</summary>
    public bool SaysItsName { get; set; }

    /// <summary>Whether it says of which instance of a gateway it is.</summary>
    public bool HasInstance { get; set; }

    /// <summary>Whether it said anything a history set says.</summary>
    public bool IsKnown { get; set; }

    /// <summary>Whether messages stand beside its chats; then those inside the chats are the newest of them once more.</summary>
    public bool HasMessages { get; set; }

    /// <summary>Whether the messages stand inside the chats.</summary>
    public bool HasMessagesInChats { get; set; }

    /// <summary>Keeps a message of a chat until it is known whether it is a repeat.</summary>
    /// <returns>Whether there is room for more.</returns>
    public bool AddPreview(HistoryMessage message, Repairs repairs, int limit)
    {
        (_previews ??= []).Add((message, repairs));
        _previewBytes += MessageSize.Of(message);
        return _previewBytes < limit;
    }

    public (HistoryMessage Message, Repairs Repairs)[] TakePreviews()
    {
        (HistoryMessage, Repairs)[] taken = _previews is null ? [] : [.. _previews];
        (_previews, _previewBytes) = (null, 0);
        return taken;
    }
}
