using Microsoft.Extensions.Logging;

namespace HistoryImport;

/// <summary>One import: what the cache holds, then what is yet to come, then what waited for its message.</summary>
sealed class ImportRun(
    ImportRequest request, RunJournal journal, ImportPipelineFactory pipelines, FetchLoopFactory fetching, IMessageCache cache, IStateStore state,
    HistoryImportOptions options, TimeProvider time, Telemetry telemetry, ILogger logger)
{
    // Up to which entry the cache has been read, for each JID of the wanted chats; under none for the whole connection, or for what names no chat.
    readonly Dictionary<Jid, long> _read = [];
    readonly bool _mayFetch = request.Fetch && request.Chats.Count == 1;

    /// <summary>Faults are thrown; what the journal says up to then stays.</summary>
    public async Task ImportAsync(ImportLease lease, CancellationToken cancellationToken)
    {
        await ExpireAsync(cancellationToken).ConfigureAwait(false);
        KnownMessages? known = _mayFetch ? new KnownMessages(time) : null;
        JoinLedger ledger = pipelines.CreateLedger(request.Connection);
        await ledger.LoadAsync(request.Account, cancellationToken).ConfigureAwait(false);
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
        await ImportWaitingAsync(pipeline, ledger, cancellationToken).ConfigureAwait(false);
        journal.Verdict ??= FetchVerdict.NotWanted;
        journal.IsDeclined = await new Decline(state, request.Connection).IsToldAsync(cancellationToken).ConfigureAwait(false);
        await ledger.SaveAsync(cancellationToken).ConfigureAwait(false);
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
            long last = await pipeline.RunAsync(Query(alike, alike.Key, waiting: false), ImportPass.Arrived, cancellationToken).ConfigureAwait(false);
            foreach (Jid jid in alike)
            {
                _read[jid] = Math.Max(alike.Key, last);
            }
        }

        if (request.Chats.Count > 0)
        {
            _read[default] = Math.Max(
                _read.GetValueOrDefault(default),
                await pipeline.RunAsync(Query([default], _read.GetValueOrDefault(default), waiting: false), ImportPass.Homeless, cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>Imports what came while the run was waiting, with what it told of who is who.</summary>
    async Task ImportLaterAsync(ImportPipeline pipeline, JoinLedger ledger, CancellationToken cancellationToken)
    {
        await ledger.RefreshAsync(cancellationToken).ConfigureAwait(false);
        await ImportArrivedAsync(pipeline, ledger, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Offers what waits for its message; edits first, for they make rows that the rest may be about.</summary>
    async Task ImportWaitingAsync(ImportPipeline pipeline, JoinLedger ledger, CancellationToken cancellationToken)
    {
        CacheQuery query = Query(Wanted(ledger).Append(default).Distinct(), 0, waiting: true);
        bool anyWaits = !pipelines.EditsMakeRows(request)
            || await pipeline.RunAsync(query, ImportPass.WaitingEdits, cancellationToken).ConfigureAwait(false) > 0;
        if (anyWaits)
        {
            await pipeline.RunAsync(query, ImportPass.Waiting, cancellationToken).ConfigureAwait(false);
        }
    }

    async Task ImportUntilQuietAsync(ImportPipeline pipeline, JoinLedger ledger, CancellationToken cancellationToken)
    {
        bool waits = request.Chats.Count == 0 && request.QuietPeriod > TimeSpan.Zero;
        var arrivals = new Arrivals(state, request.Connection);
        long seen = waits ? await arrivals.CountAsync(cancellationToken).ConfigureAwait(false) : 0;
        await ImportArrivedAsync(pipeline, ledger, cancellationToken).ConfigureAwait(false);
        while (waits)
        {
            await Task.Delay(request.QuietPeriod, time, cancellationToken).ConfigureAwait(false);
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
        FetchLoop loop = fetching.Create(request, known, ledger.Identities);
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
        TimeSpan retention = options.CacheRetention;
        journal.Expired = await cache.ExpireAsync(request.Connection, time.GetUtcNow() - retention, cancellationToken).ConfigureAwait(false);
        if (journal.Expired > 0)
        {
            Log.Expired(logger, request.Connection, journal.Expired, retention.TotalDays);
            telemetry.Dropped("expired", journal.Expired);
        }
    }

    IReadOnlyList<Jid> Wanted(JoinLedger ledger) =>
        request.Chats.Count == 0 ? [default] : [.. request.Chats.SelectMany(ledger.Identities.Aliases).Distinct()];

    CacheQuery Query(IEnumerable<Jid> chats, long after, bool waiting) => new()
    {
        Connection = request.Connection,
        Chats = request.Chats.Count == 0 ? null : [.. chats],

        // Who may fetch has to see what lies before the window, too: it tells how far back the phone has been asked.
        Since = _mayFetch ? null : request.Since?.ToUnixTimeSeconds(),
        Until = request.Until?.ToUnixTimeSeconds(),
        Waiting = waiting,
        After = after,
        BatchSize = pipelines.BatchSize,
        BatchBytes = options.BatchBytes,
    };
}
