namespace HistoryImport;

/// <summary>Asks for page after page of one chat until the window is reached and, if wanted, whole, or there is a reason to stop.</summary>
/// <remarks>A page only makes more arrive in the cache; <c>importAsync</c> is the one path that takes it from there.</remarks>
sealed class FetchLoop(
    PageFetcher? pages, IMessageStore store, IStateStore state, HistoryImportOptions options, TimeProvider time, ImportRequest request,
    KnownMessages known, IdentityGraph identities)
{
    readonly Jid _chat = request.Chats[0];
    readonly AnchorRotation _rotation = new();
    readonly GapList _gaps = new(new CoverageBook(state, time, request.Connection), request, known, identities);
    FetchBudget? _budget;
    EndOfHistory? _end;
    int _aliasesSeen;

    /// <summary>How many requests were sent.</summary>
    public int Requests => _budget?.Taken ?? 0;

    /// <summary>What of the window is known; <see langword="null"/> until that has been looked up.</summary>
    public HistoryCoverage? Coverage => _aliasesSeen == 0 ? null : CoverageReport.Of(_gaps.Coverage, known, request, _end);

    /// <param name="count">Tells what has been imported.</param>
    /// <param name="report">Tells that something happened.</param>
    /// <param name="importAsync">Imports what has arrived.</param>
    /// <param name="cancellationToken">Cancels between two steps.</param>
    public async Task<FetchVerdict> RunAsync(
        Func<ImportCounts> count, Action report, Func<CancellationToken, Task> importAsync, CancellationToken cancellationToken)
    {
        await LearnAsync(cancellationToken).ConfigureAwait(false);
        if (IsEnough(count) || IsCovered())
        {
            return IsEnough(count) ? FetchVerdict.EnoughAlready
                : !_gaps.Any() ? FetchVerdict.ReachedAlready
                : request.FillGaps ? FetchVerdict.ReachedWithGapsThatStay
                : FetchVerdict.ReachedWithGaps;
        }

        EndOfHistory? toldBefore = _end = await FindEndAsync(cancellationToken).ConfigureAwait(false);
        bool isAtEnd = !request.Reopen && FetchVerdict.Of(toldBefore) is not null;
        var failures = new FetchFailures();
        while (true)
        {
            Stretch? gap = _gaps.Next();
            if (gap is null && isAtEnd)
            {
                return FetchVerdict.Of(_end)!.Value;
            }

            if (pages is null)
            {
                return FetchVerdict.NotSupported(null);
            }

            IReadOnlyCollection<Jid> aliases = identities.Aliases(_chat);
            MessageAnchor? anchor = gap?.Anchor() is { } edge
                ? AnchorRotation.Choose(edge, aliases, failures.Count)
                : _rotation.Choose(known, aliases, failures.Count);
            if (anchor is null)
            {
                return FetchVerdict.NoAnchor;
            }

            report();
            _rotation.Asked(anchor);
            (int advances, int unplaced) = (known.Advances, known.Unplaced);
            _budget ??= new FetchBudget(state, options, time, request.Connection, identities.Canonical(_chat));
            PageReply page = await pages.FetchAsync(request.Connection, anchor, aliases, _budget, request.Reopen, cancellationToken)
                .ConfigureAwait(false);

            // Noted before it is imported: it is in the cache, and whoever comes after a crash goes on from there.
            bool isFarther = await _gaps.CoverAsync(anchor, gap, page, _rotation, cancellationToken).ConfigureAwait(false);

            // After a refusal and after silence, too: what somebody else received meanwhile is there all the same.
            await importAsync(cancellationToken).ConfigureAwait(false);
            await LearnAsync(cancellationToken).ConfigureAwait(false);
            if (page.Refused is { } refused)
            {
                return IsEnough(count) || IsCovered() ? FetchVerdict.Covered : refused;
            }

            if (page.IsAnswered || known.Advances > advances)
            {
                _rotation.Answered(anchor);
            }

            if (gap is null && isFarther)
            {
                _rotation.Reached(page.Page?.Anchor());
            }

            bool advanced = gap is null ? known.Advances > advances || (isFarther && CanGoOn(aliases))
                : isFarther | await _gaps.GiveUpAsync(anchor, page, cancellationToken).ConfigureAwait(false);
            await _budget.RecordAsync(page.IsAnswered || advanced, cancellationToken).ConfigureAwait(false);

            // A set that nobody could take for the answer may have told the end all the same.
            EndOfHistory? told = page.IsAnswered || toldBefore is not null ? page.End : await FindEndAsync(cancellationToken).ConfigureAwait(false);
            if (FetchVerdict.Of(told) is not null)
            {
                _end = told;
                isAtEnd = true;
            }

            if (IsEnough(count) || IsCovered())
            {
                return _gaps.GivenUp ?? FetchVerdict.Covered;
            }

            failures = failures.After(page.IsAnswered, advanced || FetchVerdict.Of(told) is not null, known.Unplaced > unplaced);
            if (failures.Count >= options.FetchAttempts)
            {
                return failures.Told(options.FetchTimeout);
            }
        }
    }

    // What a page brings may be known already, where a socket repeats itself; it is progress all the same if one can ask before it.
    bool CanGoOn(IEnumerable<Jid> aliases) => _rotation.Choose(known, aliases, 0) is { } next && !_rotation.HasAsked(next);

    bool IsEnough(Func<ImportCounts> count) => count().Inserted >= request.EnoughMessages;

    bool IsCovered() => request.Since is { } since && known.Oldest <= since.ToUnixTimeSeconds() && _gaps.Next() is null;

    ValueTask<EndOfHistory?> FindEndAsync(CancellationToken cancellationToken) =>
        new ChatEnds(state, request.Connection).FindAsync(identities.Aliases(_chat), cancellationToken);

    // Once, and again when more JIDs turn out to be this chat.
    async ValueTask LearnAsync(CancellationToken cancellationToken)
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

        await _gaps.LoadAsync(cancellationToken).ConfigureAwait(false);
        GoOnBehindNotes();
    }

    // A store keeps no notes. Where nothing but notes is older than its oldest message, the phone need not be asked for them again.
    void GoOnBehindNotes()
    {
        if (_gaps.Coverage.Stretches is [{ IsPage: true } first, ..] && first.Anchor() is { } reached)
        {
            if (known.Messages is not [var oldest, ..])
            {
                _rotation.Reached(reached);
            }
            else if (reached.Timestamp <= oldest.Timestamp && first.To >= oldest.Timestamp && !(first.Message < oldest.Timestamp) && reached.Id != oldest.Id)
            {
                _rotation.Reached(reached);
                _rotation.Answered(oldest);
            }
        }
    }
}
