using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HistoryImport;

/// <summary>Gives every run one outcome, one terminal report and counts that add up, however it ends.</summary>
sealed class HistoryImporter(
    IMessageCache cache, IMessageStore store, IImportStateStore state, IEnumerable<IProgressSink> sinks, IOptions<HistoryImportOptions> options,
    TimeProvider time, Telemetry telemetry, ILogger<HistoryImporter> logger) : IHistoryImporter
{
    readonly IProgressSink[] _sinks = [.. sinks];
    readonly HistoryImportOptions _options = options.Value;

    public async Task<ImportResult> ImportAsync(ImportRequest request, CancellationToken cancellationToken = default)
    {
        Validate(request);
        cancellationToken.ThrowIfCancellationRequested();
        IEnumerable<IProgressSink> listeners = request.ProgressSink is { } own ? _sinks.Append(own) : _sinks;
        var progress = new ProgressReporter(listeners, _options, time, logger);
        await using (progress.ConfigureAwait(false))
        {
            using Activity? activity = telemetry.StartImport();
            var run = new ImportRun(request, _options, cache, store, state, time, telemetry, logger, progress);
            Log.RunStarted(logger, run.Id, request.Connection);
            ImportResult result = await RunAsync(run, cancellationToken).ConfigureAwait(false);
            Conclude(run, request.Connection, result);
            activity?.SetTag("outcome", result.Outcome.ToString());
            await progress.EndAsync(run.Progress(ImportPhase.Ended) with { Result = result }).ConfigureAwait(false);
            return result.Outcome == ImportOutcome.Cancelled ? throw new OperationCanceledException(cancellationToken) : result;
        }
    }

    async Task<ImportResult> RunAsync(ImportRun run, CancellationToken cancellationToken)
    {
        try
        {
            await run.ImportAsync(cancellationToken).ConfigureAwait(false);
            return Completed(run);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return run.Result(ImportOutcome.Cancelled, "Cancelled by the caller; what was committed stays.");
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            string reason = error is HistoryStorageException ? error.Message : $"{error.GetType().Name} in the cache or the store; see the error.";
            Log.RunFailed(logger, run.Id, run.Progress(ImportPhase.Ended).Connection, reason);

            // A host's exception, or one inside ours, may quote a row.
            Log.RunFailedDetail(logger, run.Id, error);
            return run.Result(ImportOutcome.Failed, reason, error);
        }
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

    void Conclude(ImportRun run, ConnectionKey connection, ImportResult result)
    {
        ImportCounts counts = result.Counts;
        telemetry.RunEnded(result.Outcome);
        telemetry.Messages("invalid", counts.Invalid);
        telemetry.Messages("filtered", counts.Filtered);
        telemetry.Messages("folded", counts.Folded);
        telemetry.Messages("duplicate", counts.Duplicates);
        telemetry.Messages("inserted", counts.Inserted);
        telemetry.Messages("updated", counts.Updated);
        telemetry.Messages("failed", counts.Failed);
        Log.RunEnded(
            logger, run.Id, connection, result.Outcome, counts.Read, counts.Invalid, counts.Filtered, counts.Folded, counts.Duplicates,
            counts.Inserted, counts.Updated, counts.Failed, result.Elapsed.TotalMilliseconds);
    }

    static void Validate(ImportRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Since > request.Until)
        {
            throw new ArgumentException($"Since ({request.Since:u}) is after Until ({request.Until:u}): nothing could be imported. Swap them.", nameof(request));
        }

        if (request.Chats.Any(chat => ChatFilter.ReasonAgainst(chat.Kind) is not null))
        {
            throw new ArgumentException("Chats holds a JID that is neither a person nor a group: nothing could be imported from it. Remove it.", nameof(request));
        }

        if (request.Account.Any(jid => !jid.IsPerson))
        {
            throw new ArgumentException("Account holds a JID that is neither a phone number nor a LID. Give the account's own.", nameof(request));
        }
    }
}
