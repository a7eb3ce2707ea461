namespace HistoryImport.WhatsApp;

/// <summary>What stands beside messages.</summary>
enum EntryKind
{
    Contact,

    /// <summary>A pair of LID and number.</summary>
    Pair,
}
