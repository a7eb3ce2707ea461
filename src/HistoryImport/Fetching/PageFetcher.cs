namespace HistoryImport;

/// <summary>Asks for one page: one request of a connection at a time, wherever it runs; the answer is in the cache when this returns.</summary>
sealed class PageFetcher(
    FetchSender sender, IStateStore state, StateWatcher watcher, Leases leases, Gates<ConnectionKey> gates, HistoryImportOptions options, TimeProvider time,
    Telemetry telemetry)
{
    const string LeaseKey = "lease/fetch";

    /// <param name="connection">The connection.</param>
    /// <param name="anchor">The message before which the page is asked for.</param>
    /// <param name="aliases">Every JID of its chat.</param>
    /// <param name="budget">What the request is taken from.</param>
    /// <param name="byPerson">Whether a person insists.</param>
    /// <param name="cancellationToken">Ends the wait; what is on its way is kept when it comes.</param>
    public async ValueTask<PageReply> FetchAsync(
        ConnectionKey connection, MessageAnchor anchor, IReadOnlyCollection<Jid> aliases, FetchBudget budget, bool byPerson, CancellationToken cancellationToken)
    {
        var board = new FetchBoard(state, watcher, connection);
        using IDisposable pass = await gates.EnterAsync(connection, cancellationToken).ConfigureAwait(false);
        var token = Guid.NewGuid();
        LeaseHolder lease = await leases.AcquireAsync(connection, LeaseKey, token, cancellationToken).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
        {
            if (await budget.TakeAsync(byPerson, cancellationToken).ConfigureAwait(false) is { } refusal)
            {
                return PageReply.Refusal(refusal);
            }

            await board.OpenAsync(token, aliases, anchor.Timestamp, cancellationToken).ConfigureAwait(false);
            try
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
                return await AskAsync(connection, board, anchor, aliases, budget, token, either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (lease.Lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                return PageReply.Silence;
            }
            finally
            {
                await board.CloseAsync(token, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    async ValueTask<PageReply> AskAsync(
        ConnectionKey connection, FetchBoard board, MessageAnchor anchor, IReadOnlyCollection<Jid> aliases, FetchBudget budget, Guid token,
        CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        FetchReply? reply = await sender.SendAsync(connection, anchor, cancellationToken).ConfigureAwait(false);
        telemetry.Fetched(reply?.Status);
        switch (reply?.Status)
        {
            case FetchStatus.NotSupported:
                await budget.GiveBackAsync(cancellationToken).ConfigureAwait(false);
                return PageReply.Refusal(FetchVerdict.NotSupported(reply.Reason));
            case FetchStatus.NotReady:
                await budget.GiveBackAsync(cancellationToken).ConfigureAwait(false);
                return PageReply.Refusal(FetchVerdict.NotReady(reply.Reason));
            case FetchStatus.Answered when reply.Set is { } set:
                await sender.KeepAsync(connection, set).ConfigureAwait(false);
                string[] chats = [.. aliases.Select(alias => alias.Value)];
                return PageReply.Answer(FetchBoard.EndIn(set, chats), SetEntries.StretchOf(set, chats, anchor.Timestamp), isByName: true);
            default:
                await board.NameAsync(token, reply?.RequestId, cancellationToken).ConfigureAwait(false);
                break;
        }

        TimeSpan left = options.FetchTimeout - time.GetElapsedTime(started);
        PendingFetch? answer = await board.WaitAsync(token, left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        return answer is null ? PageReply.Silence : PageReply.Answer(answer.End, answer.Page, answer.IsByName);
    }
}
