using Microsoft.Extensions.Logging;

namespace HistoryImport;

/// <summary>What one run tells: reports on the way, problems as they happen, the result at its end.</summary>
sealed class RunJournal(
    ImportRequest request, HistoryImportOptions options, ProgressReporter progress, TimeProvider time, Telemetry telemetry, ILogger logger)
{
    // A history may hold a million of them; what is not logged one by one is summed up.
    const int LoggedProblems = 100;

    readonly Lock _reporting = new();
    readonly LiveCounts _live = new(telemetry);
    int _problems;
    readonly long _started = time.GetTimestamp();
    ImportPhase _phase = ImportPhase.Preparing;

    public Guid Id { get; } = Guid.NewGuid();

    public ImportTally Tally { get; } = new(options.MaxProblems);

    /// <summary>What the store can, once it has said so.</summary>
    public StoreCapabilities? Store { get; set; }

    /// <summary>Who is who, once it is known.</summary>
    public IdentityGraph? Identities { get; set; }

    /// <summary>The loop that asks the phone, if there is one.</summary>
    public FetchLoop? Fetching { get; set; }

    public FetchVerdict? Verdict { get; set; }

    public bool IsDeclined { get; set; }

    /// <summary>Whether rows were to follow what was learned of who is who.</summary>
    public bool HasJoined { get; set; }

    public long Expired { get; set; }

    public long DroppedStatuses { get; set; }

    /// <summary>What of its work on the database is tried again. Each time is reported.</summary>
    public RetryWatch Retries => field ??= new RetryWatch(() => Report(ImportPhase.Unknown));

    /// <summary>Reports where the run is. A page that is imported while fetching is still fetching: phases never go back.</summary>
    // Batches end at once; what is reported of them must not go back.
    public void Report(ImportPhase phase)
    {
        lock (_reporting)
        {
            _phase = phase > _phase ? phase : _phase;
            progress.Report(Progress(_phase));
        }
    }

    /// <summary>Tells where the run is.</summary>
    public ImportProgress Now()
    {
        lock (_reporting)
        {
            return Progress(_phase);
        }
    }

    public void Written(ComparedBatch batch)
    {
        foreach (ImportProblem problem in batch.Problems)
        {
            SetAside(problem);
        }

        _live.Tell(Tally.Counts);
        Report(ImportPhase.Importing);
    }

    /// <summary>Counts what is left to count, once the run is over.</summary>
    public void Counted() => _live.Tell(Tally.Counts, isLast: true);

    public void SetAside(ImportProblem problem)
    {
        Tally.AddProblem(problem);
        Tell(problem);
        if (Interlocked.Increment(ref _problems) > LoggedProblems)
        {
            return;
        }

        (string place, string source) = (problem.Place ?? "something", problem.Source ?? "what was received");
        if (problem.IsKept)
        {
            Log.KeptWithProblem(logger, Id, place, source, problem.Reason);
            return;
        }

        // Some libraries make ids of the chat's number.
        string id = problem.MessageId?.Contains('@', StringComparison.Ordinal) == false ? problem.MessageId : "not told";
        Log.MessageSetAside(logger, Id, place, source, id, problem.Reason);
    }

    /// <summary>Says how many problems were not logged one by one.</summary>
    public void SumUp()
    {
        if (_problems > LoggedProblems)
        {
            Log.MoreProblems(logger, Id, _problems - LoggedProblems);
        }
    }

    // Who listens must not end the run, as with progress.
    void Tell(ImportProblem problem)
    {
        try
        {
            request.Problems?.Report(problem);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Log.SinkFailed(logger, request.Problems!.GetType().Name, error.GetType().Name);
            Log.SinkFailedDetail(logger, request.Problems.GetType().Name, error);
        }
    }

    public ImportProgress Progress(ImportPhase phase) => new()
    {
        RunId = Id,
        Connection = request.Connection,
        Chats = request.Chats,
        Phase = phase,
        Counts = Tally.Counts,
        Oldest = Tally.Oldest,
        FetchRequests = Fetching?.Requests ?? 0,
        IsRetrying = Retries.IsRetrying,
        Retries = Retries.Count,
    };

    public ImportResult Result(ImportOutcome outcome, string reason, Exception? error = null) => new()
    {
        RunId = Id,
        Outcome = outcome,
        Reason = reason,
        FetchEnd = Verdict?.End,
        FetchReason = Verdict?.Reason ?? "",
        FetchRequests = Fetching?.Requests ?? 0,
        Coverage = Verdict is null ? null : Fetching?.Coverage,
        Counts = Tally.Counts,
        FilteredBy = new Dictionary<string, long>(Tally.FilteredBy),
        Chats = Identities is null ? [] : Tally.Chats(Identities),
        Problems = [.. Tally.Problems],
        Limitations = Store is null ? [] : RunLimitations.Of(Store, Identities?.Ambiguous ?? 0),
        IsDeclined = IsDeclined,
        ExpiredMessages = Expired,
        DroppedStatuses = DroppedStatuses,
        Elapsed = time.GetElapsedTime(_started),
        ErrorType = (error is HistoryStorageException { InnerException: { } cause } ? cause : error)?.GetType().FullName,
        IsTransient = error is HistoryStorageException { IsTransient: true },
    };
}
