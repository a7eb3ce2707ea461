using Microsoft.Extensions.Logging;

namespace HistoryImport;

/// <summary>Runs an import as the only one of its scope, and puts what happens to it into an outcome.</summary>
static class LeasedRun
{
    public static async Task<ImportResult> RunAsync(
        ImportRun run, ImportRequest request, ImportServices services, ProgressReporter progress, CancellationToken cancellationToken)
    {
        try
        {
            run.Begin();
            AliasSet known = request.Chats.Count == 0
                ? AliasSet.Empty
                : await services.Cache.GetAliasesAsync(request.Connection, cancellationToken).ConfigureAwait(false);
            var scope = ImportScope.Of(request.Chats, known);
            if (await AcquireAsync(run, request, services, scope, cancellationToken).ConfigureAwait(false) is not { } lease)
            {
                return run.Result(ImportOutcome.AlreadyRunning, "The same import is running, and this one was not to wait. Ask for its status, or set WhenRunning to Join.");
            }

            await using (lease.ConfigureAwait(false))
            {
                Log.RunStarted(services.Logger, run.Id, request.Connection);
                var board = new StatusBoard(services, request.Connection, scope);
                progress.Add(board);
                ImportResult result = await RunAsync(run, lease, cancellationToken).ConfigureAwait(false);
                await EndAsync(board, run, services, result).ConfigureAwait(false);
                return result;
            }
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return Outcome(run, services, error, lease: null, cancellationToken);
        }

        async Task<ImportResult> RunAsync(ImportRun run, LeaseHolder lease, CancellationToken cancellationToken)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
            try
            {
                await run.ImportAsync(lease.Lease, either.Token).ConfigureAwait(false);
                return Completed(run);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                return Outcome(run, services, error, lease, cancellationToken);
            }
        }
    }

    static async ValueTask<LeaseHolder?> AcquireAsync(
        ImportRun run, ImportRequest request, ImportServices services, ImportScope scope, CancellationToken cancellationToken)
    {
        string key = StateKeys.Lease(scope);
        return request.WhenRunning == WhenRunning.Refuse
            ? await LeaseHolder.TryAcquireAsync(services, request.Connection, key, run.Id, cancellationToken).ConfigureAwait(false)
            : await LeaseHolder.AcquireAsync(services, request.Connection, key, run.Id, cancellationToken).ConfigureAwait(false);
    }

    static ImportResult Outcome(ImportRun run, ImportServices services, Exception error, LeaseHolder? lease, CancellationToken cancellationToken)
    {
        // A store that was at work when the lease was lost may say so in its own way.
        bool isLost = lease?.Lost.IsCancellationRequested == true;
        if (error is LeaseLostException || (isLost && error is OperationCanceledException or HistoryStorageException { IsTransient: true }))
        {
            return run.Result(ImportOutcome.LeaseLost, new LeaseLostException().Message);
        }

        if (error is OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            return run.Result(ImportOutcome.Cancelled, "Cancelled by the caller; what was committed stays.");
        }

        string reason = error is HistoryStorageException ? error.Message : $"{error.GetType().Name} in the cache or the store; the log has it at Trace.";
        Log.RunFailed(services.Logger, run.Id, run.Connection, reason);

        // A host's exception, or one inside ours, may quote a row.
        Log.RunFailedDetail(services.Logger, run.Id, error);
        return run.Result(ImportOutcome.Failed, reason, error);
    }

    static ImportResult Completed(ImportRun run)
    {
        ImportCounts counts = run.Tally.Counts;
        if (run.Tally.HasProblems)
        {
            return run.Result(
                ImportOutcome.CompletedWithProblems,
                $"{counts.Invalid + counts.Failed} of {counts.Read} messages were set aside, {run.Tally.Kept} kept with a problem; see the problems.");
        }

        return counts.Read == 0
            ? run.Result(ImportOutcome.NothingFound, "There was nothing to import.")
            : run.Result(ImportOutcome.Completed, "Everything that was there has been imported.");
    }

    static async ValueTask EndAsync(StatusBoard board, ImportRun run, ImportServices services, ImportResult result)
    {
        try
        {
            await board.EndAsync(run.Progress(ImportPhase.Ended) with { Result = result }).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The rows are safe, and the result tells; who asks for the status hears that the run was interrupted.
            Log.StatusNotWritten(services.Logger, run.Id, error.GetType().Name);
        }
    }
}
