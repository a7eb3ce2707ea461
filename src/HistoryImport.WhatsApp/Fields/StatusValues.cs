namespace HistoryImport.WhatsApp;

/// <summary>What stored rows say in the place of a status, and where they say it.</summary>
static class StatusValues
{
    // Less than 0, so that no payload can give them as a number.
    public const int Edited = -32;
    public const int Deleted = -33;

    /// <summary>The changes of a status that are stored beside a message, as a field of it.</summary>
    public const int Updates = -32;
}
