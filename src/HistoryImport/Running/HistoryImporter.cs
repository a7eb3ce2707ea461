using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace HistoryImport;

/// <summary>Gives every run a lease, one outcome, one terminal report and counts that add up, however it ends.</summary>
sealed class HistoryImporter(
    IMessageCache cache, ImportRunFactory runs, RunOpener opener, Leases leases, StatusBoard board, Telemetry telemetry, ILogger<HistoryImporter> logger) : IHistoryImporter
{
    readonly SharedRuns _shared = new();

    public async Task<ImportResult> ImportAsync(ImportRequest request, CancellationToken cancellationToken = default)
    {
        ImportRequestValidator.Validate(request);
        cancellationToken.ThrowIfCancellationRequested();
        while (true)
        {
            SharedRun run = _shared.Enter(request, runs.CreateReporter, out bool isFirst);
            if (isFirst)
            {
                ImportResult own = await RunAsync(request, run, cancellationToken).ConfigureAwait(false);
                return IsGivenUp(own, cancellationToken) ? throw new OperationCanceledException(cancellationToken) : own;
            }

            // Who began it gave up; we did not.
            if (await run.Completion.WaitAsync(cancellationToken).ConfigureAwait(false) is { } joined)
            {
                return joined;
            }
        }
    }

    public async ValueTask<ImportStatus?> GetStatusAsync(
        ConnectionKey connection, IReadOnlyList<Jid>? chats = null, CancellationToken cancellationToken = default) =>
        await board.ReadAsync(connection, await ScopeAsync(connection, chats, cancellationToken).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);

    public async IAsyncEnumerable<ImportStatus> WatchAsync(
        ConnectionKey connection, IReadOnlyList<Jid>? chats = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ImportScope scope = await ScopeAsync(connection, chats, cancellationToken).ConfigureAwait(false);
        await foreach (ImportStatus status in board.WatchAsync(connection, scope, cancellationToken).ConfigureAwait(false))
        {
            yield return status;
        }
    }

    public ValueTask<IReadOnlyList<ImportStatus>> ListRunningAsync(ConnectionKey connection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return board.ListRunningAsync(connection, cancellationToken);
    }

    public async ValueTask<bool> CancelAsync(
        ConnectionKey connection, IReadOnlyList<Jid>? chats = null, CancellationToken cancellationToken = default) =>
        await leases.RevokeAsync(
            connection, (await ScopeAsync(connection, chats, cancellationToken).ConfigureAwait(false)).LeaseKey, cancellationToken).ConfigureAwait(false);

    async Task<ImportResult> RunAsync(ImportRequest request, SharedRun shared, CancellationToken cancellationToken)
    {
        ProgressReporter progress = shared.Progress;
        await using (progress.ConfigureAwait(false))
        {
            ImportResult? result = null;
            RunJournal journal;
            try
            {
                using Activity? activity = telemetry.StartImport();
                journal = runs.CreateJournal(request, progress);
                result = await RunAsync(request, journal, progress, cancellationToken).ConfigureAwait(false);
                journal.SumUp();
                journal.Counted();
                Tell(request, result);
                activity?.SetTag("outcome", result.Outcome.ToString());
                if (result.Outcome is ImportOutcome.Failed or ImportOutcome.LeaseLost)
                {
                    activity?.SetStatus(ActivityStatusCode.Error, result.ErrorType);
                }
            }
            finally
            {
                // From here on an equal request begins a run of its own, even where a host's logger threw.
                _shared.Leave(request, shared, result is null || IsGivenUp(result, cancellationToken) ? null : result);
            }

            await progress.EndAsync(journal.Progress(ImportPhase.Ended) with { Result = result }).ConfigureAwait(false);
            return result;
        }
    }

    async Task<ImportResult> RunAsync(ImportRequest request, RunJournal journal, ProgressReporter progress, CancellationToken cancellationToken)
    {
        try
        {
            journal.Report(ImportPhase.Preparing);
            if (await opener.OpenAsync(request, journal, cancellationToken).ConfigureAwait(false) is not { } opening)
            {
                return RunOutcome.AlreadyRunning(journal);
            }

            LeaseHolder lease = opening.Lease;
            await using (lease.ConfigureAwait(false))
            {
                using ActiveRun active = telemetry.Active("running");
                Log.RunStarted(logger, journal.Id, request.Connection);
                progress.Add(opening.Status);
                ImportResult result = await RunAsync(request, journal, opening, cancellationToken).ConfigureAwait(false);
                await EndAsync(opening, journal, result).ConfigureAwait(false);
                return result;
            }
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return await FailedAsync(request, journal, error, opening: null, cancellationToken).ConfigureAwait(false);
        }
    }

    async Task<ImportResult> RunAsync(ImportRequest request, RunJournal journal, RunOpening opening, CancellationToken cancellationToken)
    {
        LeaseHolder lease = opening.Lease;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
        try
        {
            StorageRetry.TellTo(journal.Retries);
            await runs.Create(request, journal, opening.States).ImportAsync(lease.Lease, opening.Known, either.Token).ConfigureAwait(false);
            return RunOutcome.Completed(journal);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return await FailedAsync(request, journal, error, opening, cancellationToken).ConfigureAwait(false);
        }
    }

    async ValueTask<ImportScope> ScopeAsync(ConnectionKey connection, IReadOnlyList<Jid>? chats, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return ImportScope.Of(
            chats ?? [], chats is null or [] ? AliasSet.Empty : await cache.FindAliasesAsync(connection, chats, cancellationToken).ConfigureAwait(false));
    }

    async ValueTask<ImportResult> FailedAsync(
        ImportRequest request, RunJournal journal, Exception error, RunOpening? opening, CancellationToken cancellationToken)
    {
        ImportResult result = await RunOutcome.OfAsync(journal, error, opening, cancellationToken.IsCancellationRequested).ConfigureAwait(false);
        if (result.Outcome == ImportOutcome.Failed)
        {
            Log.RunFailed(logger, journal.Id, request.Connection, result.Reason);

            // A host's exception, or one inside ours, may quote a row.
            Log.RunFailedDetail(logger, journal.Id, error);
        }

        return result;
    }

    async ValueTask EndAsync(RunOpening opening, RunJournal journal, ImportResult result)
    {
        ImportProgress terminal = journal.Progress(ImportPhase.Ended) with { Result = result };
        try
        {
            if (await opening.Lease.ReleaseAsync(opening.Status.End(terminal)).ConfigureAwait(false))
            {
                opening.Status.Ended();
            }
            else
            {
                await opening.Status.EndAsync(terminal).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The rows are safe, and the result tells; who asks for the status hears that the run was interrupted.
            Log.StatusNotWritten(logger, journal.Id, error.GetType().Name);
        }
    }

    void Tell(ImportRequest request, ImportResult result)
    {
        ImportCounts counts = result.Counts;
        telemetry.RunEnded(result.Outcome);
        Log.RunEnded(
            logger, result.RunId, request.Connection, result.Outcome, counts.Read, counts.Invalid, counts.Filtered, counts.Folded, counts.Duplicates,
            counts.Inserted, counts.Updated, counts.Failed, result.Elapsed.TotalMilliseconds);
    }

    // A run that somebody cancelled for everybody ends for everybody who joined it.
    static bool IsGivenUp(ImportResult result, CancellationToken cancellationToken) =>
        result.Outcome == ImportOutcome.Cancelled && cancellationToken.IsCancellationRequested;
}
