namespace HistoryImport.Media;

/// <summary>Pauses that vary, so that many do not beat in time.</summary>
static class Jitter
{
    /// <summary>Gets a pause between half and one and a half of another.</summary>
#pragma warning disable CA5394 // Nobody gains by guessing a pause.
    public static TimeSpan Around(TimeSpan pause) => pause * (0.5 + Random.Shared.NextDouble());
#pragma warning restore CA5394
}
