namespace HistoryImport.Testing;

/// <summary>How a phone takes one request.</summary>
public sealed record PhoneMood
{
    /// <summary>Gets how the socket takes the request: a gateway answers at once, a socket sends it.</summary>
    public FetchStatus Socket { get; init; } = FetchStatus.Requested;

    /// <summary>Gets whether the socket throws instead.</summary>
    public bool Throws { get; init; }

    /// <summary>Gets when the answer arrives, counted from the request; one answer for each time.</summary>
    public IReadOnlyList<TimeSpan> Answers { get; init => field = value ?? []; } = [TimeSpan.FromSeconds(1)];

    /// <summary>Gets whether the answer carries the id of the request.</summary>
    public bool TellsRequestId { get; init; } = true;

    /// <summary>Gets whether the event buffer of the socket dropped the chats it had passed on before, and so the end of history.</summary>
    public bool LosesChats { get; init; }

    /// <summary>Gets whether the event buffer merged the answer into another set, whose sync type it now has.</summary>
    public bool MergedInto { get; init; }

    /// <summary>Gets whether the socket drops the sync type of what it passes on, as some forks of Baileys do.</summary>
    public bool LosesSyncType { get; init; }

    /// <summary>Gets what stands in for the answer: that of another chat, or nothing at all.</summary>
    public Func<FetchRequest, HistorySet>? Instead { get; init; }

    /// <summary>Gets the phone that is switched off, or whose WhatsApp has to be opened.</summary>
    public static PhoneMood Silent { get; } = new() { Answers = [] };
}
