namespace HistoryImport.WhatsApp;

/// <summary>In which list of a webhook a message of the official business platform stands.</summary>
enum OfficialList
{
    /// <summary>The messages of a thread of history.</summary>
    Thread,

    /// <summary><c>messages</c>.</summary>
    Messages,

    /// <summary><c>message_echoes</c>: what the business sent.</summary>
    Echoes,
}
