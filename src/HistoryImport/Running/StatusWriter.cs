namespace HistoryImport;

/// <summary>Hears of one run's progress and writes it onto the board, at most once a second: what comes earlier is written when that is over. Its beginning
/// and its end are written with the lease.</summary>
sealed class StatusWriter(
    StatusBoard board, TimeProvider time, ConnectionKey connection, ImportScope scope, long version, Func<ImportProgress> now) : IProgressSink
{
    static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    readonly TaskCompletionSource _isOver = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly DateTimeOffset _startedAt = time.GetUtcNow();
    DateTimeOffset? _writtenAt;

    // What the board says, as far as is known here. Whoever wrote meanwhile is found when it does not match.
    long _version = version;

    /// <summary>Makes the first report.</summary>
    public StateWrite Begin(ImportProgress progress) => StatusBoard.Entry(scope, StatusOf(progress), Volatile.Read(ref _version));

    /// <summary>Notes that the run has begun.</summary>
    /// <param name="begun">The version of its first report; <see langword="null"/> if that was not written.</param>
    public void Begun(long? begun)
    {
        if (begun is { } known)
        {
            _writtenAt = time.GetUtcNow();
            Volatile.Write(ref _version, known);
            board.Changed(connection, scope);
        }
    }

    public async ValueTask ReportAsync(ImportProgress progress, CancellationToken cancellationToken = default)
    {
        if (progress.Result is null && await MayWriteAsync(cancellationToken).ConfigureAwait(false))
        {
            _writtenAt = time.GetUtcNow();
            if (await board.WriteAsync(connection, scope, StatusOf(now()), cancellationToken).ConfigureAwait(false) is { } written)
            {
                Volatile.Write(ref _version, written);
            }
        }
    }

    /// <summary>Makes the last report. Nothing else is written from now on.</summary>
    public StateWrite End(ImportProgress terminal)
    {
        _isOver.TrySetResult();
        return StatusBoard.Entry(scope, LastOf(terminal), Volatile.Read(ref _version));
    }

    /// <summary>Notes that the last report was written.</summary>
    public void Ended() => board.Changed(connection, scope);

    /// <summary>Writes the last report by itself.</summary>
    public async ValueTask EndAsync(ImportProgress terminal) =>
        await board.WriteAsync(connection, scope, LastOf(terminal), CancellationToken.None).ConfigureAwait(false);

    /// <summary>Tells what the board says of a run whose lease nobody has: another has begun since, all was forgotten, or neither.</summary>
    public async ValueTask<LeaseFate> LookAsync(Guid run, CancellationToken cancellationToken) =>
        await board.ReadAsync(connection, scope, cancellationToken).ConfigureAwait(false) is not { } said ? LeaseFate.Forgotten
        : said.RunId == run ? LeaseFate.Free
        : LeaseFate.Taken;

    // What is reported while this waits is written with it.
    async ValueTask<bool> MayWriteAsync(CancellationToken cancellationToken)
    {
        TimeSpan left = _interval - (time.GetUtcNow() - _writtenAt ?? _interval);
        if (left > TimeSpan.Zero)
        {
            await Task.WhenAny(Task.Delay(left, time, cancellationToken), _isOver.Task).ConfigureAwait(false);
        }

        return !_isOver.Task.IsCompleted && !cancellationToken.IsCancellationRequested;
    }

    ImportStatus LastOf(ImportProgress terminal) => StatusOf(terminal) with
    {
        State = RunState.Ended,
        Outcome = terminal.Result!.Outcome,
        FetchEnd = terminal.Result.FetchEnd,
        Reason = terminal.Result.Reason,
    };

    ImportStatus StatusOf(ImportProgress progress) => new()
    {
        RunId = progress.RunId,
        Chats = progress.Chats,
        State = RunState.Running,
        Phase = progress.Phase,
        Counts = progress.Counts,
        Oldest = progress.Oldest,
        IsRetrying = progress.IsRetrying,
        Retries = progress.Retries,
        StartedAt = _startedAt,
        UpdatedAt = time.GetUtcNow(),
    };
}
