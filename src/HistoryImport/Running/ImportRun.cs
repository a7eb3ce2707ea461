using Microsoft.Extensions.Logging;

namespace HistoryImport;

/// <summary>One import: what the cache holds, then what is yet to come, then what waited for its message.</summary>
sealed class ImportRun(
    ImportRequest request, RunJournal journal, ImportPipelineFactory pipelines, FetchLoopFactory fetching, IMessageCache cache, CacheExpiry expiry, IStateStore state, ErasureGuard guard,
    HistoryImportOptions options, TimeProvider time, Telemetry telemetry, ILogger logger)
{
    // Enough to find among them some that the phone can be asked before.
    const int OldestHeard = 64;

    // Up to which entry the cache has been read, for each JID of the wanted chats; under none for the whole connection, or for what names no chat.
    readonly Dictionary<Jid, long> _read = [];

    /// <summary>Faults are thrown; what the journal says up to then stays.</summary>
    /// <param name="lease">What it may write by.</param>
    /// <param name="aliases">Who is who, if it was asked for just now.</param>
    /// <param name="cancellationToken">Cancels between two steps.</param>
    public async Task ImportAsync(ImportLease lease, AliasSet? aliases, CancellationToken cancellationToken)
    {
        await ExpireAsync(cancellationToken).ConfigureAwait(false);
        KnownMessages? known = request.MayFetch ? new KnownMessages(time) : null;
        JoinLedger ledger = pipelines.CreateLedger(request.Connection, state);
        await ledger.LoadAsync(request.Chats, request.Account, aliases, cancellationToken).ConfigureAwait(false);
        journal.Identities = ledger.Identities;
        ImportPipeline pipeline = pipelines.Create(
            request, journal.Id, ledger, lease, journal.Tally, journal.SetAside, journal.Written, known is null ? null : known.Add);

        if (known is not null)
        {
            await ImportArrivedAsync(pipeline, ledger, cancellationToken).ConfigureAwait(false);
            await FetchAsync(pipeline, ledger, known, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await ImportUntilQuietAsync(pipeline, ledger, cancellationToken).ConfigureAwait(false);
        }

        // Once, and last: by then every message they could belong to is written.
        var offers = new WaitingOffers(request, ledger, state, pipelines.LetsAmendmentsRest, pipelines.EditsMakeRows(request));
        await ImportWaitingAsync(pipeline, ledger, offers, cancellationToken).ConfigureAwait(false);
        journal.HasJoined = ledger.HasJoined;
        journal.Verdict ??= FetchVerdict.NotWanted;
        journal.IsDeclined = await new Decline(state, request.Connection).IsToldAsync(cancellationToken).ConfigureAwait(false);
        await ledger.SaveAsync(cancellationToken).ConfigureAwait(false);
        await offers.NoteAsync(cancellationToken).ConfigureAwait(false);
        journal.DroppedStatuses = await new WaitingBound(request.Connection, cache, state, options.MaxWaitingStatuses)
            .KeepAsync(journal.Tally.NewlyWaiting, cancellationToken).ConfigureAwait(false);
        telemetry.Dropped("statuses", journal.DroppedStatuses);
        if (journal.DroppedStatuses > 0)
        {
            Log.StatusesDropped(logger, request.Connection, journal.DroppedStatuses, options.MaxWaitingStatuses);
        }

        if (ledger.Identities.Ambiguous > 0)
        {
            Log.AmbiguousIdentities(logger, journal.Id, ledger.Identities.Ambiguous);
        }
    }

    /// <summary>Imports what has arrived since the last time.</summary>
    async Task ImportArrivedAsync(ImportPipeline pipeline, JoinLedger ledger, CancellationToken cancellationToken)
    {
        // A JID that turned out since to be the chat is read from the beginning.
        foreach (IGrouping<long, Jid> alike in Wanted(ledger).ToLookup(jid => _read.GetValueOrDefault(jid)))
        {
            CacheQuery query = Query(alike, alike.Key, waiting: false);
            long heard = alike.Key == 0 ? await HearOldestAsync(pipeline, [.. alike.Where(static jid => !jid.IsNone)], cancellationToken).ConfigureAwait(false) : 0;
            query = heard > 0 ? query with { Since = request.Since!.Value.ToUnixTimeSeconds() } : query;
            long last = await RunAsync(pipeline, query, ImportPass.Arrived, cancellationToken).ConfigureAwait(false);
            foreach (Jid jid in alike)
            {
                _read[jid] = Math.Max(Math.Max(alike.Key, heard), last);
            }
        }
    }

    /// <summary>Makes a pass, and makes it again as long as somebody erases meanwhile: what is done is gone from the cache, or is found to be there.</summary>
    async ValueTask<long> RunAsync(ImportPipeline pipeline, CacheQuery query, ImportPass pass, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await pipeline.RunAsync(query, pass, cancellationToken).ConfigureAwait(false);
            }
            catch (ErasuresChangedException)
            {
                await guard.RenewAsync(request.Connection, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Hears how far back the chat reaches, so that no more than its window has to be read.</summary>
    /// <returns>Up to which entry that is known; 0 if it is not.</returns>
    async ValueTask<long> HearOldestAsync(ImportPipeline pipeline, Jid[] chat, CancellationToken cancellationToken)
    {
        if (!request.MayFetch || request.Since is null
            || await cache.FindOldestAsync(request.Connection, chat, OldestHeard, cancellationToken).ConfigureAwait(false) is not { } oldest)
        {
            return 0;
        }

        await pipeline.HearAsync(oldest, cancellationToken).ConfigureAwait(false);
        return oldest.LastEntryId;
    }

    /// <summary>Imports what came while the run was waiting, with what it told of who is who.</summary>
    async Task ImportLaterAsync(ImportPipeline pipeline, JoinLedger ledger, CancellationToken cancellationToken)
    {
        await ledger.RefreshAsync(cancellationToken).ConfigureAwait(false);
        await ImportArrivedAsync(pipeline, ledger, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Offers what waits for its message; edits first, for they make rows that the rest may be about.</summary>
    async Task ImportWaitingAsync(ImportPipeline pipeline, JoinLedger ledger, WaitingOffers offers, CancellationToken cancellationToken)
    {
        IReadOnlyList<AmendmentRest?> rests = await offers.BeginAsync(cancellationToken).ConfigureAwait(false);
        CacheQuery query = Query(Wanted(ledger), 0, waiting: true);
        if (pipelines.EditsMakeRows(request) && !await OfferAsync(ImportPass.WaitingEdits).ConfigureAwait(false))
        {
            return;
        }

        await OfferAsync(ImportPass.Waiting).ConfigureAwait(false);

        async Task<bool> OfferAsync(ImportPass pass)
        {
            bool any = false;
            foreach (AmendmentRest? rest in rests)
            {
                any |= await RunAsync(pipeline, query with { Rest = rest }, pass, cancellationToken).ConfigureAwait(false) > 0;
            }

            offers.AnyWaits |= any;
            return any;
        }
    }

    async Task ImportUntilQuietAsync(ImportPipeline pipeline, JoinLedger ledger, CancellationToken cancellationToken)
    {
        bool waits = request.Chats.Count == 0 && request.QuietPeriod > TimeSpan.Zero;
        long began = time.GetTimestamp();
        var arrivals = new Arrivals(state, request.Connection);
        long seen = waits ? await arrivals.CountAsync(cancellationToken).ConfigureAwait(false) : 0;
        await ImportArrivedAsync(pipeline, ledger, cancellationToken).ConfigureAwait(false);
        while (waits)
        {
            TimeSpan left = options.LongestWait - time.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
            {
                return;
            }

            await Task.Delay(left < request.QuietPeriod ? left : request.QuietPeriod, time, cancellationToken).ConfigureAwait(false);
            long now = await arrivals.CountAsync(cancellationToken).ConfigureAwait(false);
            if (now == seen)
            {
                return;
            }

            seen = now;
            await ImportLaterAsync(pipeline, ledger, cancellationToken).ConfigureAwait(false);
        }
    }

    async Task FetchAsync(ImportPipeline pipeline, JoinLedger ledger, KnownMessages known, CancellationToken cancellationToken)
    {
        FetchLoop loop = fetching.Create(request, known, ledger.Identities, state);
        journal.Fetching = loop;
        FetchVerdict verdict = await loop.RunAsync(
            () => journal.Tally.Counts,
            () => journal.Report(ImportPhase.Fetching),
            token => ImportLaterAsync(pipeline, ledger, token),
            cancellationToken).ConfigureAwait(false);
        journal.Verdict = verdict;
        if (loop.Requests > 0)
        {
            Log.FetchEnded(logger, journal.Id, request.Connection, loop.Requests, verdict.End);
            telemetry.FetchEnded(verdict.End);
        }
    }

    async ValueTask ExpireAsync(CancellationToken cancellationToken)
    {
        journal.Expired = await expiry.ExpireAsync(request.Connection, cancellationToken).ConfigureAwait(false);
        if (journal.Expired > 0)
        {
            Log.Expired(logger, request.Connection, journal.Expired, options.CacheRetention.TotalDays);
            telemetry.Dropped("expired", journal.Expired);
        }
    }

    /// <summary>Every JID of the wanted chats, and none for what names no chat.</summary>
    IEnumerable<Jid> Wanted(JoinLedger ledger) => request.Chats.SelectMany(ledger.Identities.Aliases).Append(default).Distinct();

    CacheQuery Query(IEnumerable<Jid> chats, long after, bool waiting) => new()
    {
        Connection = request.Connection,
        Chats = request.Chats.Count == 0 ? null : [.. chats],

        // Who may fetch has to see what lies before the window, too: it tells how far back the phone has been asked.
        Since = request.MayFetch ? null : request.Since?.ToUnixTimeSeconds(),
        Until = request.Until?.ToUnixTimeSeconds(),
        IncludeGroups = request.IncludeGroups,
        Waiting = waiting,
        After = after,
        BatchSize = pipelines.BatchSize,
        BatchBytes = options.BatchBytes,
    };
}
