using System.Buffers.Binary;
using Microsoft.Extensions.Logging;

namespace HistoryImport;

/// <summary>One import from its first read to its counts.</summary>
sealed class ImportRun
{
    const string JoinedKey = "joined-claims";
    const int DefaultBatchSize = 1000;

    readonly ImportRequest _request;
    readonly HistoryImportOptions _options;
    readonly IMessageCache _cache;
    readonly IMessageStore _store;
    readonly IImportStateStore _state;
    readonly TimeProvider _time;
    readonly Telemetry _telemetry;
    readonly ILogger _logger;
    readonly ProgressReporter _progress;
    readonly long _started;
    BatchPreparer? _preparer;

    public ImportRun(
        ImportRequest request, HistoryImportOptions options, IMessageCache cache, IMessageStore store, IImportStateStore state,
        TimeProvider time, Telemetry telemetry, ILogger logger, ProgressReporter progress)
    {
        (_request, _options, _cache, _store, _state) = (request, options, cache, store, state);
        (_time, _telemetry, _logger, _progress) = (time, telemetry, logger, progress);
        _started = time.GetTimestamp();
        Tally = new ImportTally(options.MaxProblems);
    }

    public Guid Id { get; } = Guid.NewGuid();

    public ImportTally Tally { get; }

    public long Expired { get; private set; }

    /// <summary>Imports what the cache holds. Faults are thrown; the counts up to then stay readable.</summary>
    public async Task ImportAsync(CancellationToken cancellationToken)
    {
        Report(ImportPhase.Preparing);
        await ExpireAsync(cancellationToken).ConfigureAwait(false);
        BatchPreparer preparer = _preparer = await IdentifyAsync(cancellationToken).ConfigureAwait(false);
        var writer = new BatchWriter(Id, _request.Connection, _store, _cache, Tally, SetAside, _time, _telemetry, _logger);
        var pipeline = new ImportPipeline(_cache, preparer, writer, _options.ChannelCapacity, Written);

        // Amendments that wait come last: by then every message they could belong to is written.
        await pipeline.RunAsync(Query(preparer, waiting: false), cancellationToken).ConfigureAwait(false);
        await pipeline.RunAsync(Query(preparer, waiting: true), cancellationToken).ConfigureAwait(false);
        await SaveJoinedAsync(preparer.ClaimCount, cancellationToken).ConfigureAwait(false);
        if (preparer.Identities.Ambiguous > 0)
        {
            Log.AmbiguousIdentities(_logger, Id, preparer.Identities.Ambiguous);
        }
    }

    public ImportResult Result(ImportOutcome outcome, string reason, Exception? error = null) => new()
    {
        Outcome = outcome,
        Reason = reason,
        Counts = Tally.Counts,
        FilteredBy = new Dictionary<string, long>(Tally.FilteredBy),
        Chats = _preparer is null ? [] : Tally.Chats(_preparer.Identities),
        Problems = [.. Tally.Problems],
        Limitations = Limitations(),
        Expired = Expired,
        Elapsed = _time.GetElapsedTime(_started),
        Error = error,
    };

    public ImportProgress Progress(ImportPhase phase) => new()
    {
        RunId = Id,
        Connection = _request.Connection,
        Phase = phase,
        Counts = Tally.Counts,
        Oldest = Tally.Oldest,
    };

    async ValueTask ExpireAsync(CancellationToken cancellationToken)
    {
        Expired = await _cache.ExpireAsync(_request.Connection, _time.GetUtcNow() - _options.CacheRetention, cancellationToken).ConfigureAwait(false);
        if (Expired > 0)
        {
            Log.Expired(_logger, _request.Connection, Expired, _options.CacheRetention.TotalDays);
            _telemetry.Dropped("expired", Expired);
        }
    }

    /// <summary>Loads who is who, and joins what an earlier run learned but could not join any more.</summary>
    async ValueTask<BatchPreparer> IdentifyAsync(CancellationToken cancellationToken)
    {
        if (_request.Account.Count > 0)
        {
            await _cache.AddAliasesAsync(_request.Connection, new AliasSet { Account = _request.Account }, cancellationToken).ConfigureAwait(false);
        }

        AliasSet known = await _cache.GetAliasesAsync(_request.Connection, cancellationToken).ConfigureAwait(false);
        var preparer = new BatchPreparer(_request, _options, _cache, _store, known);
        if (known.Claims.Count > 0 && _store.Features.HasFlag(StoreFeatures.Join)
            && await JoinedAsync(cancellationToken).ConfigureAwait(false) != known.Claims.Count)
        {
            await _store.JoinAsync(_request.Connection, [.. preparer.Identities.AllJoins()], cancellationToken).ConfigureAwait(false);
        }

        return preparer;
    }

    async ValueTask<long> JoinedAsync(CancellationToken cancellationToken)
    {
        ImportState? state = await _state.GetAsync(_request.Connection, JoinedKey, cancellationToken).ConfigureAwait(false);
        return state is { Value.Length: sizeof(long) } ? BinaryPrimitives.ReadInt64LittleEndian(state.Value.Span) : 0;
    }

    // Claims only grow in number, so their count tells which of them the rows already follow. Losing a race here only costs a repeat.
    async ValueTask SaveJoinedAsync(long claims, CancellationToken cancellationToken)
    {
        ImportState? state = await _state.GetAsync(_request.Connection, JoinedKey, cancellationToken).ConfigureAwait(false);
        var value = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(value, claims);
        if (state is null ? claims > 0 : !state.Value.Span.SequenceEqual(value))
        {
            await _state.TrySetAsync(_request.Connection, JoinedKey, value, state?.Version ?? 0, null, cancellationToken).ConfigureAwait(false);
        }
    }

    CacheQuery Query(BatchPreparer preparer, bool waiting) => new()
    {
        Connection = _request.Connection,
        Chats = _request.Chats.Count == 0 ? null : [.. _request.Chats.SelectMany(preparer.Identities.Aliases).Distinct()],
        Since = _request.Since?.ToUnixTimeSeconds(),
        Until = _request.Until?.ToUnixTimeSeconds(),
        Waiting = waiting,
        BatchSize = _options.BatchSize ?? Math.Clamp(_store.PreferredBatchSize ?? DefaultBatchSize, 1, HistoryImportOptionsValidator.MaxBatchSize),
        BatchBytes = _options.BatchBytes,
    };

    void Written(PreparedBatch batch)
    {
        foreach (ImportProblem problem in batch.Problems)
        {
            SetAside(problem);
        }

        Report(ImportPhase.Importing);
    }

    void SetAside(ImportProblem problem)
    {
        Tally.AddProblem(problem);
        _request.Problems?.Report(problem);

        if (problem.IsKept)
        {
            Log.KeptWithProblem(_logger, Id, problem.Position, problem.Source, problem.Reason);
            return;
        }

        // Some libraries make ids of the chat's number.
        string? id = problem.MessageId?.Contains('@', StringComparison.Ordinal) == true ? null : problem.MessageId;
        Log.MessageSetAside(_logger, Id, problem.Position, problem.Source, id, problem.Reason);
    }

    void Report(ImportPhase phase) => _progress.Report(Progress(phase));

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
            if (!_store.Features.HasFlag(feature))
            {
                limitations.Add(consequence);
            }
        }
    }
}
