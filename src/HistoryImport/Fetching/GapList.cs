namespace HistoryImport;

/// <summary>The gaps of one chat's window, as one run closes them: each from its newer side, the newest first.</summary>
sealed class GapList(CoverageBook book, ImportRequest request, KnownMessages known, IdentityGraph identities)
{
    readonly HashSet<long> _givenUp = [];
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
        if (page.Page is not { } came)
        {
            // What somebody else received meanwhile may close it.
            await LoadAsync(cancellationToken).ConfigureAwait(false);
            return false;
        }

        // What was only taken for the answer may answer an earlier request: then it lies on the other side of the gap.
        bool adjoins = page.IsByName || gap is null || !(came.To < Coverage.Before(gap)?.To);
        bool isFarther = adjoins && (came.From < anchor.Timestamp || (came.Anchor() is { } oldest && !rotation.HasAsked(oldest)));
        Coverage = adjoins
            ? Coverage.AddPage(came, anchor.Timestamp, isFarther)
            : Coverage.AddDelivery(came);
        await book.KeepAsync(Chat, Coverage, cancellationToken).ConfigureAwait(false);
        return isFarther;
    }

    /// <summary>Gives a gap up where the phone says that it has nothing more of it.</summary>
    /// <returns>Whether it was given up.</returns>
    public async ValueTask<bool> GiveUpAsync(MessageAnchor anchor, PageReply page, CancellationToken cancellationToken)
    {
        if (FetchVerdict.Of(page.End) is not { } told || Coverage.At(anchor.Timestamp) is not { } stretch || !IsWithin(stretch))
        {
            return false;
        }

        GivenUp = told;
        _givenUp.Add(stretch.From);
        Coverage = Coverage.Mark(stretch.From, page.End == EndOfHistory.Exhausted ? GapCause.NotOnPhone : GapCause.HeldBack);
        await book.KeepAsync(Chat, Coverage, cancellationToken).ConfigureAwait(false);
        return true;
    }

    bool IsWithin(Stretch stretch) => stretch.Gap != 0 && stretch.From > _since && OlderEdge(stretch) < _until;

    // Where nothing older is noted, the rows tell.
    long? OlderEdge(Stretch stretch) => Coverage.Before(stretch)?.Last() ?? (known.Oldest < stretch.From ? known.Oldest : null);
}
