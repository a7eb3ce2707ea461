namespace HistoryImport.WhatsApp;

/// <summary>What the header of a history set may say; anything else says nothing.</summary>
static class HeaderValues
{
    public static HistorySyncType? SyncType(int? number) =>
        number is >= (int)HistorySyncType.InitialBootstrap and <= (int)HistorySyncType.MessageAccessStatus ? (HistorySyncType)number : null;

    public static int? Progress(long? number) => number is >= 0 and <= 100 ? (int)number : null;
}
