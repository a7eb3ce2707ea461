using Microsoft.Extensions.Logging;

namespace HistoryImport;

/// <summary>Opens runs: what they need to know is asked for at once, and their first status is written together with their lease.</summary>
sealed class RunOpener(IMessageCache cache, IStateStore state, Leases leases, StatusBoard board, Telemetry telemetry, ILogger logger)
{
    /// <returns><see langword="null"/> if another does the same, and this one was not to wait.</returns>
    public async ValueTask<RunOpening?> OpenAsync(ImportRequest request, RunJournal journal, CancellationToken cancellationToken)
    {
        AliasSet? known = request.Chats.Count == 0
            ? null
            : await cache.FindAliasesAsync(request.Connection, [.. request.Chats, .. request.Account], cancellationToken).ConfigureAwait(false);
        ImportScope scope = ImportScope.Of(request.Chats, known ?? AliasSet.Empty);
        SeededStates states = await SeededStates.ReadAsync(state, request.Connection, KeysOf(request, scope, known), cancellationToken).ConfigureAwait(false);
        StatusWriter status = await board.BeginAsync(request.Connection, scope, states, journal.Now, cancellationToken).ConfigureAwait(false);
        if (await states.GetAsync(request.Connection, scope.LeaseKey, cancellationToken).ConfigureAwait(false) is null)
        {
            (LeaseHolder? lease, long? begun) = await leases.TryAcquireAsync(
                request.Connection, scope.LeaseKey, journal.Id, status.Begin(journal.Progress(ImportPhase.Preparing)), cancellationToken).ConfigureAwait(false);
            if (lease is not null)
            {
                status.Begun(begun);
                return new RunOpening(lease, status, known, states);
            }
        }

        if (request.WhenRunning == WhenRunning.Refuse)
        {
            return null;
        }

        using ActiveRun waiting = telemetry.Active("waiting");
        Log.RunWaits(logger, journal.Id, request.Connection);
        journal.Report(ImportPhase.Waiting);

        // Who waits may wait long: what was known then is not what is known now.
        return new RunOpening(
            await leases.AcquireAsync(request.Connection, scope.LeaseKey, journal.Id, cancellationToken).ConfigureAwait(false), status, null, state);
    }

    IEnumerable<string> KeysOf(ImportRequest request, ImportScope scope, AliasSet? known)
    {
        string[] always = [scope.LeaseKey, scope.StatusKey, JoinLedger.Key, .. cache.Scope is { LetsAmendmentsRest: true } ? WaitingOffers.KeysOf(request, scope) : []];
        if (known is null || !request.MayFetch)
        {
            return always;
        }

        IReadOnlyCollection<Jid> aliases = new IdentityGraph(known).Aliases(request.Chats[0]);
        return always.Append(Decline.Key).Concat(ChatEnds.KeysOf(aliases)).Concat(CoverageBook.KeysOf(aliases));
    }
}
