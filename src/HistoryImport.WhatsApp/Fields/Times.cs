namespace HistoryImport.WhatsApp;

/// <summary>Tells the resolution of a time by its magnitude.</summary>
static class Times
{
    const long MillisecondsFrom = 100_000_000_000;
    const long MicrosecondsFrom = 100_000_000_000_000;

    // The last second of the year 9999.
    const long Last = 253_402_300_799;

    public static long? ToSeconds(long? time)
    {
        long seconds = time switch
        {
            >= MicrosecondsFrom => time.Value / 1_000_000,
            >= MillisecondsFrom => time.Value / 1000,
            _ => time ?? 0,
        };
        return seconds is > 0 and <= Last ? seconds : null;
    }

    public static long? ToMilliseconds(long? time) => time > 0 ? time : null;
}
