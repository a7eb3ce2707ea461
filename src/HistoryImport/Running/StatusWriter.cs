namespace HistoryImport;

/// <summary>Hears of one run's progress and writes it onto the board every few seconds; the end is written by <see cref="EndAsync"/>.</summary>
sealed class StatusWriter(StatusBoard board, TimeProvider time, ConnectionKey connection, ImportScope scope) : IProgressSink
{
    static readonly TimeSpan _interval = TimeSpan.FromSeconds(5);

    readonly DateTimeOffset _startedAt = time.GetUtcNow();
    DateTimeOffset? _writtenAt;

    public async ValueTask ReportAsync(ImportProgress progress, CancellationToken cancellationToken = default)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (progress.Result is null && !(now - _writtenAt < _interval))
        {
            _writtenAt = now;
            await board.WriteAsync(connection, scope, StatusOf(progress), cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask EndAsync(ImportProgress terminal) => board.WriteAsync(
        connection,
        scope,
        StatusOf(terminal) with
        {
            State = RunState.Ended,
            Outcome = terminal.Result!.Outcome,
            FetchEnd = terminal.Result.FetchEnd,
            Reason = terminal.Result.Reason,
        },
        CancellationToken.None);

    ImportStatus StatusOf(ImportProgress progress) => new()
    {
        RunId = progress.RunId,
        Chats = progress.Chats,
        State = RunState.Running,
        Phase = progress.Phase,
        Counts = progress.Counts,
        Oldest = progress.Oldest,
        StartedAt = _startedAt,
        UpdatedAt = time.GetUtcNow(),
    };
}
