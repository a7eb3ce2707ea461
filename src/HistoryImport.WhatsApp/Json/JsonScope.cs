namespace HistoryImport.WhatsApp;

/// <summary>The containers that are walked while they stream by. Everything else is read whole or passed over.</summary>
enum JsonScope
{
    /// <summary>The stream itself: one document, or many.</summary>
    Documents,

    /// <summary>An array of messages or events.</summary>
    Items,

    /// <summary>An event, or a history set.</summary>
    Event,

    /// <summary>An array of messages.</summary>
    Messages,

    /// <summary>An array of chats.</summary>
    Chats,

    /// <summary>A chat.</summary>
    Chat,

    /// <summary>An array of contacts.</summary>
    Contacts,

    /// <summary>An array of pairs of LID and number.</summary>
    Mappings,
}
