namespace HistoryImport;

/// <summary>Puts what happened to a run into an outcome and words.</summary>
static class RunOutcome
{
    public static ImportResult AlreadyRunning(RunJournal journal) => journal.Result(
        ImportOutcome.AlreadyRunning, "The same import is running, and this one was not to wait. Ask for its status, or set WhenRunning to Join.");

    public static ImportResult Completed(RunJournal journal)
    {
        ImportCounts counts = journal.Tally.Counts;
        if (journal.Tally.HasProblems)
        {
            return journal.Result(
                ImportOutcome.CompletedWithProblems,
                $"{counts.Invalid + counts.Failed} of {counts.Read} messages were set aside, {journal.Tally.Kept} kept with a problem; see the problems.");
        }

        return counts.Read > 0 ? journal.Result(ImportOutcome.Completed, "Everything that was there has been imported.")
            : journal.IsDeclined
            ? journal.Result(ImportOutcome.Declined, "There was nothing to import: the business declined to share its history with the official platform.")
            : journal.Tally.HasNames || journal.HasJoined
            ? journal.Result(ImportOutcome.Completed, "There were no messages. Names, and who is who, have been taken over.")
            : journal.Result(ImportOutcome.NothingFound, "There was nothing to import.");
    }

    /// <param name="journal">The run.</param>
    /// <param name="error">What ended it.</param>
    /// <param name="opening">What it began with; <see langword="null"/> if it had no lease yet.</param>
    /// <param name="isCancelled">Whether its caller cancelled it.</param>
    public static async ValueTask<ImportResult> OfAsync(RunJournal journal, Exception error, RunOpening? opening, bool isCancelled)
    {
        // A store that was at work when the lease was lost may say so in its own way.
        if (opening is not null && (error is LeaseLostException
            || (opening.Lease.Lost.IsCancellationRequested && error is OperationCanceledException or HistoryStorageException { IsTransient: true })))
        {
            return OfLost(journal, opening.Lease.Duration, await opening.LookAsync().ConfigureAwait(false));
        }

        return error is OperationCanceledException && isCancelled
            ? journal.Result(ImportOutcome.Cancelled, "Cancelled by whoever started it; what was committed stays.")
            : journal.Result(
                ImportOutcome.Failed,
                error is HistoryStorageException ? error.Message : $"{error.GetType().Name} in the cache or the store; the log has it at Trace.",
                error);
    }

    static ImportResult OfLost(RunJournal journal, TimeSpan duration, LeaseFate fate) => fate switch
    {
        LeaseFate.Revoked or LeaseFate.Forgotten => journal.Result(
            ImportOutcome.Cancelled, "Cancelled from elsewhere: somebody stopped it, or had what it imports forgotten or erased. What was committed and not erased stays."),
        LeaseFate.Taken => journal.Result(ImportOutcome.LeaseLost, new LeaseLostException().Message),
        _ => HeldUp(
            journal,
            $"For {duration.TotalSeconds:0.#} s the lease could not be renewed: the database did not answer, or the process stood still. "
            + (fate == LeaseFate.Free ? "Nobody took over. " : "Whether another took over, it could not be asked. ")
            + "What was committed stays; import again."),
    };

    static ImportResult HeldUp(RunJournal journal, string reason) =>
        journal.Result(ImportOutcome.Failed, reason, new HistoryStorageException(reason) { IsTransient = true });
}
