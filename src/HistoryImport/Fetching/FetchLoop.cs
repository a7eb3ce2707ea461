namespace HistoryImport;

/// <summary>Asks for page after page of one chat until the window is covered, or there is a reason to stop.</summary>
/// <remarks>A page only makes more arrive in the cache; <c>importAsync</c> is the one path that takes it from there.</remarks>
sealed class FetchLoop(
    PageFetcher? pages, IMessageStore store, IStateStore state, HistoryImportOptions options, TimeProvider time, ImportRequest request,
    KnownMessages known, IdentityGraph identities)
{
    readonly Jid _chat = request.Chats[0];
    FetchBudget? _budget;
    int _aliasesSeen;

    /// <summary>How many requests were sent.</summary>
    public int Requests => _budget?.Taken ?? 0;

    /// <param name="isEnough">Whether as many messages as are wanted have come.</param>
    /// <param name="report">Tells that something happened.</param>
    /// <param name="importAsync">Imports what has arrived.</param>
    /// <param name="cancellationToken">Cancels between two steps.</param>
    public async Task<FetchVerdict> RunAsync(
        Func<bool> isEnough, Action report, Func<CancellationToken, Task> importAsync, CancellationToken cancellationToken)
    {
        await AddStoredAsync(cancellationToken).ConfigureAwait(false);
        if (isEnough() || IsCovered())
        {
            return FetchVerdict.NotNeeded;
        }

        var ends = new ChatEnds(state, request.Connection);
        if (!request.Reopen && FetchVerdict.Of(await ends.FindAsync(identities.Aliases(_chat), cancellationToken).ConfigureAwait(false)) is { } end)
        {
            return end;
        }

        if (pages is null)
        {
            return FetchVerdict.NotSupported(null);
        }

        _budget = new FetchBudget(state, options, time, request.Connection, identities.Canonical(_chat));
        int silent = 0, empty = 0;
        while (true)
        {
            IReadOnlyCollection<Jid> aliases = identities.Aliases(_chat);
            if (AnchorRotation.Choose(known.Anchors, aliases, silent + empty) is not { } anchor)
            {
                return FetchVerdict.NoAnchor;
            }

            report();
            int before = known.Advances;
            PageReply page = await pages.FetchAsync(request.Connection, anchor, aliases, _budget, request.Reopen, cancellationToken)
                .ConfigureAwait(false);

            // After a refusal and after silence, too: what somebody else received meanwhile is there all the same.
            await importAsync(cancellationToken).ConfigureAwait(false);
            await AddStoredAsync(cancellationToken).ConfigureAwait(false);
            if (page.Refused is { } refused)
            {
                return isEnough() || IsCovered() ? FetchVerdict.Covered : refused;
            }

            bool advanced = known.Advances > before;
            await _budget.RecordAsync(page.IsAnswered || advanced, cancellationToken).ConfigureAwait(false);
            if (isEnough() || IsCovered())
            {
                return FetchVerdict.Covered;
            }

            if (FetchVerdict.Of(page.End) is { } told)
            {
                return told;
            }

            (silent, empty) = advanced ? (0, 0) : page.IsAnswered ? (silent, empty + 1) : (silent + 1, empty);
            if (silent + empty >= options.FetchAttempts)
            {
                return empty > 0 ? FetchVerdict.NoProgress(empty) : FetchVerdict.TimedOut(silent, options.FetchTimeout);
            }
        }
    }

    bool IsCovered() => request.Since is { } since && known.Oldest <= since.ToUnixTimeSeconds();

    // Once, and again when more JIDs turn out to be this chat.
    async ValueTask AddStoredAsync(CancellationToken cancellationToken)
    {
        IReadOnlyCollection<Jid> aliases = identities.Aliases(_chat);
        if (aliases.Count == _aliasesSeen)
        {
            return;
        }

        _aliasesSeen = aliases.Count;
        if (store.Capabilities.Supports(StoreFeatures.Oldest))
        {
            IReadOnlyList<MessageAnchor> oldest = await store.GetOldestAsync(request.Connection, aliases, KnownMessages.Kept, cancellationToken).ConfigureAwait(false);
            foreach (MessageAnchor message in oldest.Reverse())
            {
                known.Add(message);
            }
        }
    }
}
