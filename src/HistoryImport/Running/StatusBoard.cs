namespace HistoryImport;

/// <summary>Writes down how far a run is, so that anybody can ask at any time.</summary>
/// <remarks>As a sink it hears every report and writes one every few seconds; the end is written by <see cref="EndAsync"/>.</remarks>
sealed class StatusBoard(ImportServices services, ConnectionKey connection, ImportScope scope) : IProgressSink
{
    static readonly TimeSpan _interval = TimeSpan.FromSeconds(5);
    static readonly TimeSpan _timeToLive = TimeSpan.FromDays(90);

    readonly StateDocument<ImportStatus> _document = Document(services.State, connection, scope);
    readonly DateTimeOffset _startedAt = services.Time.GetUtcNow();
    DateTimeOffset? _writtenAt;

    public static async ValueTask<ImportStatus?> ReadAsync(
        ImportServices services, ConnectionKey connection, ImportScope scope, CancellationToken cancellationToken)
    {
        (ImportStatus? status, _) = await Document(services.State, connection, scope).ReadAsync(cancellationToken).ConfigureAwait(false);
        if (status is not { State: RunState.Running })
        {
            return status;
        }

        return await HoldsLeaseAsync(services, connection, scope, status.RunId, cancellationToken).ConfigureAwait(false)
            ? status
            : await InterruptedAsync(services, connection, scope, status, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask ReportAsync(ImportProgress progress, CancellationToken cancellationToken = default)
    {
        DateTimeOffset now = services.Time.GetUtcNow();
        if (progress.Result is null && !(now - _writtenAt < _interval))
        {
            _writtenAt = now;
            await WriteAsync(StatusOf(progress), cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask EndAsync(ImportProgress terminal) => WriteAsync(
        StatusOf(terminal) with
        {
            State = RunState.Ended,
            Outcome = terminal.Result!.Outcome,
            FetchEnd = terminal.Result.FetchEnd,
            Reason = terminal.Result.Reason,
        },
        CancellationToken.None);

    // The run may have ended between the two questions; then the board says so now.
    static async ValueTask<ImportStatus?> InterruptedAsync(
        ImportServices services, ConnectionKey connection, ImportScope scope, ImportStatus running, CancellationToken cancellationToken)
    {
        (ImportStatus? status, _) = await Document(services.State, connection, scope).ReadAsync(cancellationToken).ConfigureAwait(false);
        return status == running ? running with { State = RunState.Interrupted } : status;
    }

    // A report that comes late hides neither the end of its run nor a later run. Which run is later only the lease tells: clocks differ.
    ValueTask WriteAsync(ImportStatus status, CancellationToken cancellationToken) => _document.UpdateAsync(
        async (known, token) => known is null || (known.RunId == status.RunId
            ? known.State != RunState.Ended
            : await HoldsLeaseAsync(services, connection, scope, status.RunId, token).ConfigureAwait(false)) ? status : null,
        _timeToLive,
        cancellationToken);

    static async ValueTask<bool> HoldsLeaseAsync(
        ImportServices services, ConnectionKey connection, ImportScope scope, Guid run, CancellationToken cancellationToken)
    {
        var lease = new ImportLease(services.State.Scope, StateKeys.Lease(scope), run);
        return lease.IsHeldBy(await services.State.GetAsync(connection, lease.Key, cancellationToken).ConfigureAwait(false));
    }

    ImportStatus StatusOf(ImportProgress progress) => new()
    {
        RunId = progress.RunId,
        State = RunState.Running,
        Phase = progress.Phase,
        Counts = progress.Counts,
        Oldest = progress.Oldest,
        StartedAt = _startedAt,
        UpdatedAt = services.Time.GetUtcNow(),
    };

    static StateDocument<ImportStatus> Document(IStateStore state, ConnectionKey connection, ImportScope scope) =>
        new(state, connection, StateKeys.Status(scope), StateJsonContext.Default.ImportStatus);
}
