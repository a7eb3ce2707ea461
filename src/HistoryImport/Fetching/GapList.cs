namespace HistoryImport;

/// <summary>The gaps of one chat's window, as one run closes them: each from its newer side, the newest first.</summary>
sealed class GapList(CoverageBook book, ImportRequest request, KnownMessages known, IdentityGraph identities)
{
    readonly HashSet<long> _givenUp = [];
    bool _adjoins;
    readonly long _since = request.Since?.ToUnixTimeSeconds() ?? long.MinValue;
    readonly long _until = request.Until?.ToUnixTimeSeconds() ?? long.MaxValue;

    /// <summary>What is known of the chat.</summary>
    public ChatCoverage Coverage { get; private set; } = ChatCoverage.Nothing;

    /// <summary>What the phone said of a gap that stays.</summary>
    public FetchVerdict? GivenUp { get; private set; }

    Jid Chat => identities.Canonical(request.Chats[0]);

    public async ValueTask LoadAsync(CancellationToken cancellationToken) =>
        Coverage = Coverage.Union(await book.ReadAsync(identities.Aliases(Chat).OrderBy(alias => alias == Chat ? 0 : 1), cancellationToken).ConfigureAwait(false));

    /// <summary>Whether any is known within the window.</summary>
    public bool Any() => Coverage.Stretches.Any(IsWithin);

    /// <summary>Gets the stretch before which the phone is asked next; <see langword="null"/> if none is wanted, or left.</summary>
    public Stretch? Next() => !request.FillGaps ? null : Coverage.Stretches.LastOrDefault(stretch =>
        IsWithin(stretch) && stretch.Anchor() is not null && !_givenUp.Contains(stretch.From)
        && (request.Reopen || (GapCause)stretch.Gap is not (GapCause.NotOnPhone or GapCause.HeldBack)));

    /// <summary>Notes what a page brings.</summary>
    /// <returns>Whether it reaches farther back than what it was asked before.</returns>
    public async ValueTask<bool> CoverAsync(MessageAnchor anchor, Stretch? gap, PageReply page, AnchorRotation rotation, CancellationToken cancellationToken)
    {
        _adjoins = false;
        if (page.Page is not { } came)
        {
            if (gap is not null && !page.IsAnswered)
            {
                await LoadAsync(cancellationToken).ConfigureAwait(false);
            }

            return false;
        }

        // What was only taken for the answer may answer an earlier request: then it lies on the other side of the gap.
        _adjoins = page.IsByName || gap is null || !(came.To < OlderEdge(gap));
        bool isFarther = _adjoins && (came.From < anchor.Timestamp || (came.Anchor() is { } oldest && oldest.Id != anchor.Id && !rotation.HasAsked(oldest)));
        Coverage = _adjoins
            ? Coverage.Add(came with { To = anchor.Timestamp, Gap = (int)GapCause.DeliveryEnded, IsPage = true }, isFarther)
            : Coverage.AddDelivery(came);
        await book.KeepAsync(Chat, Coverage, cancellationToken).ConfigureAwait(false);
        return isFarther;
    }

    /// <summary>Closes the gap before an anchor where its page met what was there, or where the phone says that it has nothing.</summary>
    /// <returns>Whether the gap is closed.</returns>
    public async ValueTask<bool> CloseAsync(MessageAnchor anchor, PageReply page, ImportCounts before, ImportCounts after, CancellationToken cancellationToken)
    {
        if (!page.IsAnswered || Coverage.At(anchor.Timestamp) is not { } stretch || !IsWithin(stretch))
        {
            return page.IsAnswered;
        }

        // A page of which every message was there already lies behind the gap.
        bool isMet = _adjoins && after.Inserted == before.Inserted && after.Duplicates > before.Duplicates;
        if (!isMet && FetchVerdict.Of(page.End) is not { })
        {
            return false;
        }

        if (!isMet)
        {
            GivenUp = FetchVerdict.Of(page.End);
            _givenUp.Add(stretch.From);
        }

        Coverage = Coverage.Mark(stretch.From, isMet ? GapCause.Unknown : page.End == EndOfHistory.Exhausted ? GapCause.NotOnPhone : GapCause.HeldBack);
        await book.KeepAsync(Chat, Coverage, cancellationToken).ConfigureAwait(false);
        return isMet;
    }

    bool IsWithin(Stretch stretch) => stretch.Gap != 0 && stretch.From > _since && OlderEdge(stretch) < _until;

    // Where nothing older is noted, the rows tell.
    long? OlderEdge(Stretch stretch) => Coverage.Before(stretch)?.To ?? (known.Oldest < stretch.From ? known.Oldest : null);
}
