namespace HistoryImport.RecoveryHost;

/// <summary>The time in some hours.</summary>
sealed class LaterTime(TimeSpan later) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + later;
}
