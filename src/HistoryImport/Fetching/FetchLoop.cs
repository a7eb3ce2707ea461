namespace HistoryImport;

/// <summary>Asks for page after page of one chat until the window is covered, or there is a reason to stop.</summary>
/// <remarks>A page only makes more arrive in the cache; <c>importAsync</c> is the one path that takes it from there.</remarks>
sealed class FetchLoop(
    PageFetcher? pages, IMessageStore store, IStateStore state, HistoryImportOptions options, TimeProvider time, ImportRequest request,
    KnownMessages known, IdentityGraph identities)
{
    readonly Jid _chat = request.Chats[0];
    readonly AnchorRotation _rotation = new();
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
            return isEnough() ? FetchVerdict.EnoughAlready : FetchVerdict.ReachedAlready;
        }

        EndOfHistory? toldBefore = await FindEndAsync(cancellationToken).ConfigureAwait(false);
        if (!request.Reopen && FetchVerdict.Of(toldBefore) is { } end)
        {
            return end;
        }

        if (pages is null)
        {
            return FetchVerdict.NotSupported(null);
        }

        _budget = new FetchBudget(state, options, time, request.Connection, identities.Canonical(_chat));
        var failures = new FetchFailures();
        while (true)
        {
            IReadOnlyCollection<Jid> aliases = identities.Aliases(_chat);
            if (_rotation.Choose(known, aliases, failures.Count) is not { } anchor)
            {
                return FetchVerdict.NoAnchor;
            }

            report();
            (int advances, int unplaced) = (known.Advances, known.Unplaced);
            PageReply page = await pages.FetchAsync(request.Connection, anchor, aliases, _budget, request.Reopen, cancellationToken)
                .ConfigureAwait(false);

            // After a refusal and after silence, too: what somebody else received meanwhile is there all the same.
            await importAsync(cancellationToken).ConfigureAwait(false);
            await AddStoredAsync(cancellationToken).ConfigureAwait(false);
            if (page.Refused is { } refused)
            {
                return isEnough() || IsCovered() ? FetchVerdict.Covered : refused;
            }

            bool advanced = known.Advances > advances;
            await _budget.RecordAsync(page.IsAnswered || advanced, cancellationToken).ConfigureAwait(false);
            if (isEnough() || IsCovered())
            {
                return FetchVerdict.Covered;
            }

            // A set that nobody could take for the answer may have told the end all the same.
            EndOfHistory? told = page.IsAnswered || toldBefore is not null ? page.End : await FindEndAsync(cancellationToken).ConfigureAwait(false);
            if (FetchVerdict.Of(told) is { } over)
            {
                return over;
            }

            if (page.IsAnswered || advanced)
            {
                _rotation.Answered(anchor);
            }

            failures = failures.After(page.IsAnswered, advanced, known.Unplaced > unplaced);
            if (failures.Count >= options.FetchAttempts)
            {
                return failures.Verdict(options.FetchTimeout);
            }
        }
    }

    ValueTask<EndOfHistory?> FindEndAsync(CancellationToken cancellationToken) =>
        new ChatEnds(state, request.Connection).FindAsync(identities.Aliases(_chat), cancellationToken);

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
