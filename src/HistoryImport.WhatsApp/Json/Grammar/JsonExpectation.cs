namespace HistoryImport.WhatsApp;

/// <summary>What the grammar wants next.</summary>
enum JsonExpectation
{
    /// <summary>An item, or the end of a container that has none yet.</summary>
    FirstItem,

    /// <summary>An item.</summary>
    Item,

    /// <summary>The colon behind a name.</summary>
    Colon,

    /// <summary>The value behind a colon.</summary>
    Value,

    /// <summary>A comma, or the end.</summary>
    Comma,
}
