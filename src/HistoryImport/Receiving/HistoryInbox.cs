using Microsoft.Extensions.Logging;

namespace HistoryImport;

/// <summary>Keeps first, and then tells whoever waits.</summary>
sealed class HistoryInbox(
    IMessageCache cache, IStateStore state, StateWatcher watcher, Leases leases, ErasureGuard guard, HistoryImportOptions options,
    TimeProvider time, Telemetry telemetry, ILogger logger) : IHistoryInbox
{
    readonly Attendance _attendance = new(state, time);

    public async ValueTask ReceiveAsync(ConnectionKey connection, HistorySet set, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(set);
        set = KeptContent.Of(set, options);
        IReadOnlyList<Jid> account = ClaimCollector.AsksForAccount(set)
            ? await cache.GetAccountAsync(connection, cancellationToken).ConfigureAwait(false)
            : [];
        (set, Sieve sieve) = await guard.SiftAsync(connection, set with { Claims = set.GetClaims(account) }, cancellationToken).ConfigureAwait(false);
        await cache.AppendAsync(connection, set, cancellationToken).ConfigureAwait(false);
        await guard.KeptAsync(connection, set, sieve, cancellationToken).ConfigureAwait(false);
        TellProblems(connection, set.Problems);

        // Of a set that says so there is nothing else: who delivers it has to know that it was not kept.
        await new Decline(state, connection).RememberAsync(set, cancellationToken).ConfigureAwait(false);
        try
        {
            Away? away = await _attendance.ArrivedAsync(connection, CancellationToken.None).ConfigureAwait(false);
            if (IsHistory(set) || Attendance.IsLate(set, time.GetUtcNow()))
            {
                await TellAsync(connection, set, away).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The set is safe. Who waits for it finds it when its time is over.
            Log.ArrivalNotTold(logger, connection, error.GetType().Name);
        }
    }

    public async ValueTask ForgetAsync(ConnectionKey connection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);

        // First the runs, so that none writes any more; last what one whose process hangs wrote down until it noticed.
        await leases.EndAsync(connection, ImportScope.LeasePrefix, cancellationToken).ConfigureAwait(false);
        _attendance.Forget(connection);
        await state.ForgetAsync(connection, cancellationToken).ConfigureAwait(false);
        await cache.PurgeAsync(connection, cancellationToken).ConfigureAwait(false);
        await state.ForgetAsync(connection, cancellationToken).ConfigureAwait(false);
    }

    // They are cached beside the messages, and the next import of the connection names each; who waits for none hears of them now.
    void TellProblems(ConnectionKey connection, IReadOnlyList<DecodeProblem> problems)
    {
        if (problems.Count > 0)
        {
            Log.ReceivedWithProblems(logger, connection, problems.Count, problems[0].Reason);
            telemetry.DecodeProblems(problems.Count);
        }
    }

    // What is late and live is either an answer that lost all that tells it is one, or what had been sent while nothing was received.
    async ValueTask TellAsync(ConnectionKey connection, HistorySet set, Away? away)
    {
        PendingFetch? answered = null;
        bool isHistory = IsHistory(set);
        var board = new FetchBoard(state, watcher, connection);
        var book = new CoverageBook(state, time, connection);
        StateChange?[] told =
        [
            isHistory ? Arrivals.Rise() : null,
            board.Receive(set, request => answered = request),
        ];

        IEnumerable<StateChange> covered = isHistory ? book.AddDelivery(set, () => answered)
            : away is { } missed && missed.Holds(set) ? book.AddAfterDowntime(set, missed.Since.ToUnixTimeSeconds(), () => answered)
            : [];
        IEnumerable<StateChange> ends = isHistory ? new ChatEnds(state, connection).Remember(set) : [];
        await StateChange.MakeAllAsync(state, connection, [.. ends, .. told.OfType<StateChange>(), .. covered], CancellationToken.None).ConfigureAwait(false);
        board.Wake();
    }

    // Live messages come without a sync type and without chats.
    static bool IsHistory(HistorySet set) => set.SyncType is not null || set.RequestId is not null || set.Chats.Count > 0;
}
