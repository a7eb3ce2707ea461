namespace HistoryImport.WhatsApp;

/// <summary>How a message is written.</summary>
enum JsonMessageShape
{
    /// <summary>As WhatsApp's own schema has it.</summary>
    Plain,

    /// <summary>As WAHA has it: one level, with a serialized id.</summary>
    Flat,
}
