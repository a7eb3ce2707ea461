using Microsoft.Extensions.Logging;

namespace HistoryImport;

/// <summary>Keeps first, and then tells whoever waits.</summary>
sealed class HistoryInbox(
    IMessageCache cache, IStateStore state, StateWatcher watcher, Leases leases, TimeProvider time, Telemetry telemetry, ILogger logger) : IHistoryInbox
{
    readonly Attendance _attendance = new(state, time);

    public async ValueTask ReceiveAsync(ConnectionKey connection, HistorySet set, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(set);
        IReadOnlyList<Jid> account = ClaimCollector.AsksForAccount(set)
            ? await cache.GetAccountAsync(connection, cancellationToken).ConfigureAwait(false)
            : [];
        await cache.AppendAsync(connection, set with { Claims = set.GetClaims(account) }, cancellationToken).ConfigureAwait(false);
        TellProblems(connection, set.Problems);
        try
        {
            Away? away = await _attendance.ArrivedAsync(connection, CancellationToken.None).ConfigureAwait(false);
            if (IsHistory(set))
            {
                await TellAsync(connection, set).ConfigureAwait(false);
            }
            else if (Attendance.IsLate(set, time.GetUtcNow()))
            {
                await TellLateAsync(connection, set, away).ConfigureAwait(false);
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

    async ValueTask TellAsync(ConnectionKey connection, HistorySet set)
    {
        await new ChatEnds(state, connection).RememberAsync(set, CancellationToken.None).ConfigureAwait(false);
        await new Arrivals(state, connection).RiseAsync(CancellationToken.None).ConfigureAwait(false);
        if (!await new FetchBoard(state, watcher, connection).ReceivedAsync(set, CancellationToken.None).ConfigureAwait(false))
        {
            // Who waited for it notes what it covers; nobody else will.
            await new CoverageBook(state, time, connection).AddDeliveryAsync(set, CancellationToken.None).ConfigureAwait(false);
        }
    }

    // Either an answer that lost all that tells it is one, or what had been sent while nothing was received.
    async ValueTask TellLateAsync(ConnectionKey connection, HistorySet set, Away? away)
    {
        if (!await new FetchBoard(state, watcher, connection).ReceivedAsync(set, CancellationToken.None).ConfigureAwait(false)
            && away is { } missed && missed.Holds(set))
        {
            await new CoverageBook(state, time, connection).AddAfterDowntimeAsync(set, missed.Since.ToUnixTimeSeconds(), CancellationToken.None).ConfigureAwait(false);
        }
    }

    // Live messages come without a sync type and without chats.
    static bool IsHistory(HistorySet set) => set.SyncType is not null || set.RequestId is not null || set.Chats.Count > 0;
}
