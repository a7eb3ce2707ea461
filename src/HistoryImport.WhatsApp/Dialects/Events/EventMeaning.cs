namespace HistoryImport.WhatsApp;

/// <summary>What an event tells, by its name.</summary>
enum EventMeaning
{
    /// <summary>The name is not known.</summary>
    Unknown,

    /// <summary>Messages, or changes to them.</summary>
    Messages,

    /// <summary>Chats.</summary>
    Chats,

    /// <summary>Contacts, groups, or pairs of LID and number.</summary>
    Contacts,

    /// <summary>No history, but at times both addresses of somebody.</summary>
    Pairs,

    /// <summary>Nothing that is history.</summary>
    Nothing,
}
