using System.Buffers.Binary;
using Microsoft.Extensions.Logging;

namespace HistoryImport;

/// <summary>One import from its first read to its counts.</summary>
sealed class ImportRun
{
    const int DefaultBatchSize = 1000;

    readonly ImportRequest _request;
    readonly ImportServices _services;
    readonly ConnectionGates _gates;
    readonly ProgressReporter _progress;
    readonly long _started;

    // Up to which entry the cache has been read, for each JID of the wanted chats; under none for the whole connection.
    readonly Dictionary<Jid, long> _read = [];
    readonly Lock _reporting = new();
    ImportPhase _phase = ImportPhase.Preparing;
    BatchPreparer? _preparer;
    ImportPipeline? _pipeline;
    FetchLoop? _fetching;
    FetchVerdict? _verdict;

    public ImportRun(ImportRequest request, ImportServices services, ConnectionGates gates, ProgressReporter progress)
    {
        (_request, _services, _gates, _progress) = (request, services, gates, progress);
        _started = services.Time.GetTimestamp();
        Tally = new ImportTally(services.Options.MaxProblems);
    }

    public Guid Id { get; } = Guid.NewGuid();

    public ConnectionKey Connection => _request.Connection;

    public ImportTally Tally { get; }

    public long Expired { get; private set; }

    int Writers => _services.Options.Writers ?? Math.Clamp(_services.Store.PreferredWriters, 1, HistoryImportOptionsValidator.MaxWriters);

    bool MayFetch => _request.Fetch && _request.Chats.Count == 1;

    /// <summary>Tells that the run is there, though it may have to wait for another.</summary>
    public void Begin() => Report(ImportPhase.Preparing);

    /// <summary>Imports what the cache holds, and what is yet to come. Faults are thrown; the counts up to then stay readable.</summary>
    public async Task ImportAsync(ImportLease lease, CancellationToken cancellationToken)
    {
        await ExpireAsync(cancellationToken).ConfigureAwait(false);
        KnownMessages? known = MayFetch ? new KnownMessages(_services.Time) : null;
        _preparer = await IdentifyAsync(known, cancellationToken).ConfigureAwait(false);
        var comparer = new BatchComparer(Connection, _services, lease);
        var writer = new BatchWriter(Id, Connection, _services, Tally, SetAside);
        _pipeline = new ImportPipeline(_services.Cache, _preparer, comparer, writer, _services.Options.ChannelCapacity, Writers, Written);

        await ImportArrivedAsync(cancellationToken).ConfigureAwait(false);
        if (known is not null)
        {
            await FetchAsync(known, cancellationToken).ConfigureAwait(false);
        }
        else if (_request.Chats.Count == 0)
        {
            await ImportUntilQuietAsync(cancellationToken).ConfigureAwait(false);
        }

        _verdict ??= FetchVerdict.NotWanted;

        await SaveJoinedAsync(_preparer.ClaimCount, cancellationToken).ConfigureAwait(false);
        if (_preparer.Identities.Ambiguous > 0)
        {
            Log.AmbiguousIdentities(_services.Logger, Id, _preparer.Identities.Ambiguous);
        }
    }

    public ImportResult Result(ImportOutcome outcome, string reason, Exception? error = null) => new()
    {
        RunId = Id,
        Outcome = outcome,
        Reason = reason,
        FetchEnd = _verdict?.End,
        FetchReason = _verdict?.Reason ?? "",
        FetchRequests = _fetching?.Requests ?? 0,
        Counts = Tally.Counts,
        FilteredBy = new Dictionary<string, long>(Tally.FilteredBy),
        Chats = _preparer is null ? [] : Tally.Chats(_preparer.Identities),
        Problems = [.. Tally.Problems],
        Limitations = Limitations(),
        ExpiredMessages = Expired,
        Elapsed = _services.Time.GetElapsedTime(_started),
        ErrorType = error?.GetType().FullName,
        IsTransient = error is HistoryStorageException { IsTransient: true },
    };

    public ImportProgress Progress(ImportPhase phase) => new()
    {
        RunId = Id,
        Connection = Connection,
        Chats = _request.Chats,
        Phase = phase,
        Counts = Tally.Counts,
        Oldest = Tally.Oldest,
        FetchRequests = _fetching?.Requests ?? 0,
    };

    /// <summary>Imports what has arrived since the last time.</summary>
    async Task ImportArrivedAsync(CancellationToken cancellationToken)
    {
        // A JID that turned out since to be the chat is read from the beginning.
        IReadOnlyList<Jid> wanted = _request.Chats.Count == 0 ? [default] : [.. _request.Chats.SelectMany(_preparer!.Identities.Aliases).Distinct()];
        foreach (IGrouping<long, Jid> alike in wanted.ToLookup(jid => _read.GetValueOrDefault(jid)))
        {
            long last = await _pipeline!.RunAsync(Query(alike, alike.Key, waiting: false), cancellationToken).ConfigureAwait(false);
            foreach (Jid jid in alike)
            {
                _read[jid] = Math.Max(alike.Key, last);
            }
        }

        // Amendments that wait come last: by then every message they could belong to is written.
        await _pipeline!.RunAsync(Query(wanted, 0, waiting: true), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Imports what came while the run was waiting, with what it told of who is who.</summary>
    async Task ImportLaterAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<JidJoin> joins = _preparer!.Learn(await _services.Cache.GetAliasesAsync(Connection, cancellationToken).ConfigureAwait(false));
        if (joins.Count > 0 && _services.Store.Features.HasFlag(StoreFeatures.Join))
        {
            await _services.Store.JoinAsync(Connection, joins, cancellationToken).ConfigureAwait(false);
        }

        await ImportArrivedAsync(cancellationToken).ConfigureAwait(false);
    }

    async Task ImportUntilQuietAsync(CancellationToken cancellationToken)
    {
        if (_request.QuietPeriod == TimeSpan.Zero)
        {
            return;
        }

        long before;
        do
        {
            before = await ArrivalsAsync(cancellationToken).ConfigureAwait(false);
            await ImportLaterAsync(cancellationToken).ConfigureAwait(false);
            await Task.Delay(_request.QuietPeriod, _services.Time, cancellationToken).ConfigureAwait(false);
        }
        while (await ArrivalsAsync(cancellationToken).ConfigureAwait(false) != before);
    }

    async Task FetchAsync(KnownMessages known, CancellationToken cancellationToken)
    {
        _fetching = new FetchLoop(_services, _gates, _request, known, _preparer!.Identities);
        FetchVerdict verdict = await _fetching.RunAsync(
            () => Tally.Counts.Inserted >= _request.EnoughMessages,
            () => Report(ImportPhase.Fetching),
            ImportLaterAsync,
            cancellationToken).ConfigureAwait(false);
        _verdict = verdict;
        if (_fetching.Requests > 0)
        {
            Log.FetchEnded(_services.Logger, Id, Connection, _fetching.Requests, verdict.End);
            _services.Telemetry.FetchEnded(verdict.End);
        }
    }

    async ValueTask<long> ArrivalsAsync(CancellationToken cancellationToken) =>
        (await _services.State.GetAsync(Connection, StateKeys.Arrivals, cancellationToken).ConfigureAwait(false))?.Version ?? 0;

    async ValueTask ExpireAsync(CancellationToken cancellationToken)
    {
        TimeSpan retention = _services.Options.CacheRetention;
        Expired = await _services.Cache.ExpireAsync(Connection, _services.Time.GetUtcNow() - retention, cancellationToken).ConfigureAwait(false);
        if (Expired > 0)
        {
            Log.Expired(_services.Logger, Connection, Expired, retention.TotalDays);
            _services.Telemetry.Dropped("expired", Expired);
        }
    }

    /// <summary>Loads who is who, and joins what an earlier run learned but could not join any more.</summary>
    async ValueTask<BatchPreparer> IdentifyAsync(KnownMessages? messages, CancellationToken cancellationToken)
    {
        if (_request.Account.Count > 0)
        {
            await _services.Cache.AddAliasesAsync(Connection, new AliasSet { Account = _request.Account }, cancellationToken).ConfigureAwait(false);
        }

        AliasSet known = await _services.Cache.GetAliasesAsync(Connection, cancellationToken).ConfigureAwait(false);
        var preparer = new BatchPreparer(_request, _services, known, messages);
        if (known.Claims.Count > 0 && _services.Store.Features.HasFlag(StoreFeatures.Join)
            && await JoinedAsync(cancellationToken).ConfigureAwait(false) != known.Claims.Count)
        {
            await _services.Store.JoinAsync(Connection, [.. preparer.Identities.AllJoins()], cancellationToken).ConfigureAwait(false);
        }

        return preparer;
    }

    async ValueTask<long> JoinedAsync(CancellationToken cancellationToken)
    {
        StateValue? state = await _services.State.GetAsync(Connection, StateKeys.JoinedClaims, cancellationToken).ConfigureAwait(false);
        return state is { Value.Length: sizeof(long) } ? BinaryPrimitives.ReadInt64LittleEndian(state.Value.Span) : 0;
    }

    // Claims only grow in number, so their count tells which of them the rows already follow. Losing a race here only costs a repeat.
    async ValueTask SaveJoinedAsync(long claims, CancellationToken cancellationToken)
    {
        StateValue? state = await _services.State.GetAsync(Connection, StateKeys.JoinedClaims, cancellationToken).ConfigureAwait(false);
        var value = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(value, claims);
        if (state is null ? claims > 0 : !state.Value.Span.SequenceEqual(value))
        {
            await _services.State.TrySetAsync(Connection, StateKeys.JoinedClaims, value, state?.Version ?? 0, null, cancellationToken).ConfigureAwait(false);
        }
    }

    CacheQuery Query(IEnumerable<Jid> chats, long after, bool waiting) => new()
    {
        Connection = Connection,
        Chats = _request.Chats.Count == 0 ? null : [.. chats],

        // Who may fetch has to see what lies before the window, too: it tells how far back the phone has been asked.
        Since = MayFetch ? null : _request.Since?.ToUnixTimeSeconds(),
        Until = _request.Until?.ToUnixTimeSeconds(),
        Waiting = waiting,
        After = after,
        BatchSize = _services.Options.BatchSize ?? Math.Clamp(_services.Store.PreferredBatchSize ?? DefaultBatchSize, 1, HistoryImportOptionsValidator.MaxBatchSize),
        BatchBytes = _services.Options.BatchBytes,
    };

    void Written(ComparedBatch batch)
    {
        foreach (ImportProblem problem in batch.Problems)
        {
            SetAside(problem);
        }

        // Batches end at once; what is reported of them must not go back.
        lock (_reporting)
        {
            Report(ImportPhase.Importing);
        }
    }

    void SetAside(ImportProblem problem)
    {
        Tally.AddProblem(problem);
        _request.Problems?.Report(problem);

        if (problem.IsKept)
        {
            Log.KeptWithProblem(_services.Logger, Id, problem.Position, problem.Source, problem.Reason);
            return;
        }

        // Some libraries make ids of the chat's number.
        string? id = problem.MessageId?.Contains('@', StringComparison.Ordinal) == true ? null : problem.MessageId;
        Log.MessageSetAside(_services.Logger, Id, problem.Position, problem.Source, id, problem.Reason);
    }

    // A page that is imported while fetching is still fetching: phases never go back.
    void Report(ImportPhase phase)
    {
        _phase = phase > _phase ? phase : _phase;
        _progress.Report(Progress(_phase));
    }

    List<string> Limitations()
    {
        var limitations = new List<string>();
        Missing(StoreFeatures.FindExisting, "The store cannot tell what it already has: repeats are slower, and messages a user deleted come back.");
        Missing(StoreFeatures.Oldest, "The store cannot tell its oldest messages: it offers no anchors to fetch older ones from.");
        Missing(StoreFeatures.Join, "The store cannot join chats: rows written before a LID and a number were known to be one stay apart.");
        Missing(StoreFeatures.Amendments, "The store does not take edits, revokes and reactions: they wait in the cache until they expire.");
        if (_preparer is { Identities.Ambiguous: > 0 and var ambiguous })
        {
            limitations.Add($"{ambiguous} persons have more than one phone number by WhatsApp's own claims: the longest, then smallest, is used.");
        }

        return limitations;

        void Missing(StoreFeatures feature, string consequence)
        {
            if (!_services.Store.Features.HasFlag(feature))
            {
                limitations.Add(consequence);
            }
        }
    }
}
