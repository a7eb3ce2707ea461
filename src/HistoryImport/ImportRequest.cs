using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>Says what to import.</summary>
/// <remarks>Passes through System.Text.Json without <see cref="ProgressSink"/> and <see cref="Problems"/>, which live in this process.</remarks>
public sealed record ImportRequest
{
    /// <summary>Gets the connection whose history is wanted.</summary>
    public required ConnectionKey Connection { get; init; }

    /// <summary>Gets the wanted chats, by any of their JIDs; empty for the whole connection.</summary>
    public IReadOnlyList<Jid> Chats { get; init => field = value ?? []; } = [];

    /// <summary>Gets the first wanted moment, inclusive; <see langword="null"/> for no bound. Windows apply to messages, not to amendments.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Gets the last wanted moment, inclusive; <see langword="null"/> for no bound.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Gets whether groups are wanted.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public bool IncludeGroups { get; init; } = true;

    /// <summary>Gets the JIDs of the connection's own account, if the caller knows them: its number, its LID, or both.</summary>
    public IReadOnlyList<Jid> Account { get; init => field = value ?? []; } = [];

    /// <summary>Gets how long no history may arrive before an import of the whole connection ends. After pairing, history comes in
    /// pieces over minutes, and nothing in it tells the last one.</summary>
    /// <value>0 to 1 hour. The default is 60 seconds; zero imports what is there, once. Without effect if <see cref="Chats"/> names any.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public TimeSpan QuietPeriod { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Gets whether the phone is asked for what is not there.</summary>
    /// <value>The default is <see langword="true"/>. Without effect unless <see cref="Chats"/> names exactly one.</value>
    /// <remarks>The phone is asked, page by page, for what came before the oldest known message, until one at or before
    /// <see cref="Since"/> is known, <see cref="EnoughMessages"/> messages are new, or WhatsApp says that there are no more. Gaps between known
    /// messages stay, unless <see cref="FillGaps"/> says otherwise.</remarks>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public bool Fetch { get; init; } = true;

    /// <summary>Gets whether the window is wanted whole: the phone is asked for the known gaps between its messages, too, the newest first.</summary>
    /// <value>The default is <see langword="false"/>: the window is only reached. Without effect unless the phone may be asked.</value>
    /// <remarks>A gap is known where something proves it: the inbox was away and then got what had been sent meanwhile, a page or another delivery
    /// ended before it met what was known, or numbers are missing among the pieces of the history. Each page costs a request of the
    /// budget. <see cref="ImportResult.Coverage"/> tells what is left.</remarks>
    public bool FillGaps { get; init; }

    /// <summary>Gets how many new messages are enough; <see langword="null"/> for as many as there are.</summary>
    /// <value>At least 1. Ends fetching, not the import of what has arrived.</value>
    public int? EnoughMessages { get; init; }

    /// <summary>Gets whether a person insists: the phone is asked even if it said before that there is no more, or did not answer.</summary>
    public bool Reopen { get; init; }

    /// <summary>Gets what to do when the same import is running already.</summary>
    /// <value>The default is <see cref="WhenRunning.Join"/>.</value>
    public WhenRunning WhenRunning { get; init; }

    /// <summary>Gets a sink for this run alone, besides the registered ones.</summary>
    [JsonIgnore]
    public IProgressSink? ProgressSink { get; init; }

    /// <summary>Gets who hears of every message that is set aside, as it happens; called by one thread at a time, and must not block.</summary>
    [JsonIgnore]
    public IProgress<ImportProblem>? Problems { get; init; }

    /// <summary>Gets whether the phone may be asked: for one chat only.</summary>
    internal bool MayFetch => Fetch && Chats.Count == 1;
}
