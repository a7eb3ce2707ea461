namespace HistoryImport;

/// <summary>How fetching ended, and why in words that say what a host can do.</summary>
readonly record struct FetchVerdict(FetchEnd End, string Reason)
{
    public static FetchVerdict NotWanted { get; } = new(FetchEnd.NotNeeded, "Nothing was to be fetched.");

    public static FetchVerdict ReachedAlready { get; } = new(FetchEnd.NotNeeded, "What is known goes back to the beginning of the window already.");

    public static FetchVerdict ReachedWithGaps { get; } = new(
        FetchEnd.NotNeeded, "What is known goes back to the beginning of the window already, with gaps in between: see Coverage, and set FillGaps to have the phone asked for what it may have of them.");

    public static FetchVerdict ReachedWithGapsThatStay { get; } = new(
        FetchEnd.NotNeeded, "What is known goes back to the beginning of the window already, with gaps in between that the phone did not fill when it was asked: see Coverage, and set Reopen to ask all the same.");

    public static FetchVerdict EnoughAlready { get; } = new(FetchEnd.NotNeeded, "As many new messages as were wanted were there already.");

    public static FetchVerdict Covered { get; } = new(FetchEnd.Covered, "What was wanted has come.");

    public static FetchVerdict NoAnchor { get; } = new(
        FetchEnd.NoAnchor,
        "No entry of this chat with an id and a time is known, and WhatsApp can only be asked for what came before one. Import again once a message of the chat has been received or sent.");

    public static FetchVerdict NotReady(string? reason) => new(
        FetchEnd.NotReady, (reason ?? "The session could not send the request.") + " Import again when the session is connected.");

    public static FetchVerdict NotSupported(string? reason) => new(
        FetchEnd.NotSupported, reason ?? "This host cannot fetch: it has no session that speaks to a phone, or its API offers no history.");

    /// <param name="empty">How many requests in a row the phone answered with nothing older.</param>
    /// <param name="silent">How many among them it did not answer.</param>
    /// <param name="unplaced">Whether the answers held entries without a time.</param>
    public static FetchVerdict NoProgress(int empty, int silent, bool unplaced) => new(
        FetchEnd.NoProgress,
        $"Of {empty + silent} requests in a row {empty} brought an answer with nothing older that could be asked on from, and {silent} none; none said that there is nothing. "
        + (unplaced
            ? "The answers held entries without a time that can be true, and WhatsApp can only be asked for what came before an entry that has one. "
            : "Some sockets leave out of an answer what they passed on before: reconnecting may help. ")
        + "Import again later.");

    public static FetchVerdict TimedOut(int requests, TimeSpan timeout) => new(
        FetchEnd.TimedOut,
        $"No answer to {requests} requests in a row arrived within {timeout.TotalSeconds:0.#} s each. Likely causes: the phone is offline, or WhatsApp has to be opened on it; "
        + "the socket turns history away (Baileys: syncFullHistory must be true, and shouldSyncHistoryMessage must return true for the sync types 0, 2, 3, 4 and 6); "
        + "the request was sent to the contact instead of the own account; the unit of the request's time. An answer that comes later is kept for the next import.");

    public static FetchVerdict BudgetUsed(string who, string what, DateTimeOffset until) => new(
        FetchEnd.BudgetUsed, $"The {who} has {what}. It may ask again from {until:u}; each request shows on somebody's phone.");

    public static FetchVerdict? Of(EndOfHistory? end) => end switch
    {
        EndOfHistory.Exhausted => new(FetchEnd.Exhausted, "The phone has no older messages of this chat. Set Reopen to ask all the same."),
        EndOfHistory.PhoneOnly => new(FetchEnd.PhoneOnly, "Older messages are on the phone, and WhatsApp hands out no more of them: they can be read there. Set Reopen to ask all the same."),
        EndOfHistory.NoAccess => new(FetchEnd.NoAccess, "Older messages are on the phone, and this account has no access to them. Set Reopen to ask all the same."),
        _ => null,
    };
}
