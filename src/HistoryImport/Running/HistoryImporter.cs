using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace HistoryImport;

/// <summary>Gives every run one outcome, one terminal report and counts that add up, however it ends.</summary>
sealed class HistoryImporter(ImportServices services, ConnectionGates gates, IEnumerable<IProgressSink> sinks) : IHistoryImporter
{
    readonly IProgressSink[] _sinks = [.. sinks];
    readonly SharedRuns _shared = new();

    public async Task<ImportResult> ImportAsync(ImportRequest request, CancellationToken cancellationToken = default)
    {
        ImportRequestValidator.Validate(request);
        cancellationToken.ThrowIfCancellationRequested();
        while (true)
        {
            SharedRun run = _shared.Enter(request, CreateReporter, out bool isFirst);
            if (isFirst)
            {
                ImportResult own = await RunAsync(request, run, cancellationToken).ConfigureAwait(false);
                return own.Outcome == ImportOutcome.Cancelled ? throw new OperationCanceledException(cancellationToken) : own;
            }

            ImportResult joined = await run.Completion.WaitAsync(cancellationToken).ConfigureAwait(false);

            // Who began it gave up; we did not.
            if (joined.Outcome != ImportOutcome.Cancelled)
            {
                return joined;
            }
        }
    }

    public async ValueTask<ImportStatus?> GetStatusAsync(
        ConnectionKey connection, IReadOnlyList<Jid>? chats = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        AliasSet known = chats is null or [] ? AliasSet.Empty : await services.Cache.GetAliasesAsync(connection, cancellationToken).ConfigureAwait(false);
        return await StatusBoard.ReadAsync(services, connection, ImportScope.Of(chats ?? [], known), cancellationToken).ConfigureAwait(false);
    }

    ProgressReporter CreateReporter(ImportRequest request) =>
        new(request.ProgressSink is { } own ? _sinks.Append(own) : _sinks, services.Options, services.Time, services.Logger);

    async Task<ImportResult> RunAsync(ImportRequest request, SharedRun shared, CancellationToken cancellationToken)
    {
        ProgressReporter progress = shared.Progress;
        await using (progress.ConfigureAwait(false))
        {
            using Activity? activity = services.Telemetry.StartImport();
            var run = new ImportRun(request, services, gates, progress);
            ImportResult result = await LeasedRun.RunAsync(run, request, services, progress, cancellationToken).ConfigureAwait(false);
            Conclude(run, result);
            activity?.SetTag("outcome", result.Outcome.ToString());

            // From here on an equal request begins a run of its own.
            _shared.Leave(request, shared, result);
            await progress.EndAsync(run.Progress(ImportPhase.Ended) with { Result = result }).ConfigureAwait(false);
            return result;
        }
    }

    void Conclude(ImportRun run, ImportResult result)
    {
        ImportCounts counts = result.Counts;
        services.Telemetry.RunEnded(result.Outcome);
        services.Telemetry.Messages("invalid", counts.Invalid);
        services.Telemetry.Messages("filtered", counts.Filtered);
        services.Telemetry.Messages("folded", counts.Folded);
        services.Telemetry.Messages("duplicate", counts.Duplicates);
        services.Telemetry.Messages("inserted", counts.Inserted);
        services.Telemetry.Messages("updated", counts.Updated);
        services.Telemetry.Messages("failed", counts.Failed);
        Log.RunEnded(
            services.Logger, run.Id, run.Connection, result.Outcome, counts.Read, counts.Invalid, counts.Filtered, counts.Folded, counts.Duplicates,
            counts.Inserted, counts.Updated, counts.Failed, result.Elapsed.TotalMilliseconds);
    }
}
