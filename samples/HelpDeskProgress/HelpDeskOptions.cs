namespace HistoryImport.Samples;

/// <summary>What differs from one help desk to the next.</summary>
public sealed record HelpDeskOptions
{
    /// <summary>Gets the name of the event for a whole connection.</summary>
    public string ConnectionEvent { get; init; } = "importMessages-{companyId}";

    /// <summary>Gets the name of the event for one ticket's chat.</summary>
    public string TicketEvent { get; init; } = "importHistory-{ticketId}";

    /// <summary>Gets the zone the agents read times in.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Gets what a ticket shows while the import gets ready.</summary>
    public string PreparingText { get; init; } = "Preparing…";

    /// <summary>Gets what a ticket shows while the phone is asked.</summary>
    public string FetchingText { get; init; } = "Asking the phone for older messages…";

    /// <summary>Gets what a ticket shows at the end, and anybody after a failure.</summary>
    public Func<ImportResult, string> EndText { get; init; } = HelpDeskProgress.Describe;

    /// <summary>Gets how long the end stays on the screen before front ends are told to refresh: 1 second for a connection and 3 for a
    /// ticket, unless set. The import's task ends after it, so keep it below <see cref="HistoryImportOptions.ProgressDrainTimeout"/>.</summary>
    public TimeSpan? RefreshAfter { get; init; }

    /// <summary>Gets the clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
