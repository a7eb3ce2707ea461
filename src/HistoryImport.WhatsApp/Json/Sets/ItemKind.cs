namespace HistoryImport.WhatsApp;

/// <summary>What an object turns out to be by the names in it.</summary>
enum ItemKind
{
    /// <summary>None of the names so far tells, and there are more to come.</summary>
    Undecided,

    /// <summary>No name in it tells.</summary>
    Neither,

    /// <summary>Something that a dialect reads.</summary>
    Item,

    /// <summary>Something around items.</summary>
    Container,

    /// <summary>A chat of a list of chats, with its newest message in it.</summary>
    Chat,

    /// <summary>A webhook of the official business platform, or an entry of one.</summary>
    Webhook,

    /// <summary>The value of a change in such a webhook, that stands alone.</summary>
    WebhookValue,
}
