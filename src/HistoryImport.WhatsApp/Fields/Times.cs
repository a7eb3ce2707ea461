namespace HistoryImport.WhatsApp;

/// <summary>Tells the resolution of a time by its magnitude.</summary>
static class Times
{
    const long MillisecondsFrom = 100_000_000_000;
    const long MicrosecondsFrom = 100_000_000_000_000;

    // The last second of the year 9999.
    const long Last = 253_402_300_799;

    /// <param name="time">A value that was given; <see langword="null"/> if it is no number.</param>
    /// <param name="repairs">Takes up that a value was given and is no time.</param>
    public static long? ToSeconds(long? time, ref Repairs repairs)
    {
        long? seconds = time switch
        {
            >= MicrosecondsFrom => time.Value / 1_000_000,
            >= MillisecondsFrom => time.Value / 1000,
            _ => time,
        };
        return Positive(seconds <= Last ? seconds : null, ref repairs);
    }

    public static long? ToMilliseconds(long? time, ref Repairs repairs) => Positive(time, ref repairs);

    static long? Positive(long? time, ref Repairs repairs)
    {
        repairs |= time is null ? Repairs.Time : Repairs.None;
        return time > 0 ? time : null;
    }
}
