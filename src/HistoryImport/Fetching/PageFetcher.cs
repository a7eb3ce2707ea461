namespace HistoryImport;

/// <summary>Asks for one page: one request of a connection at a time, wherever it runs; the answer is in the cache when this returns.</summary>
sealed class PageFetcher(ImportServices services, IHistoryFetcher fetcher, ConnectionGates gates, ImportRequest request, FetchBudget budget)
{
    readonly FetchBoard _board = new(services.State, services.Watcher, request.Connection);

    /// <summary>How many requests were sent.</summary>
    public int Sent { get; private set; }

    public async ValueTask<PageReply> FetchAsync(MessageAnchor anchor, IReadOnlyCollection<Jid> aliases, CancellationToken cancellationToken)
    {
        ConnectionKey connection = request.Connection;
        using IDisposable pass = await gates.EnterAsync(connection, cancellationToken).ConfigureAwait(false);
        var token = Guid.NewGuid();
        LeaseHolder lease = await LeaseHolder.AcquireAsync(services, connection, StateKeys.FetchLease, token, cancellationToken).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
        {
            if (await budget.TakeAsync(request.Reopen, cancellationToken).ConfigureAwait(false) is { } refusal)
            {
                return PageReply.Refusal(refusal);
            }

            await _board.OpenAsync(token, aliases, cancellationToken).ConfigureAwait(false);
            try
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
                return await AskAsync(anchor, aliases, token, either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (lease.Lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                return PageReply.Silence;
            }
            finally
            {
                await _board.CloseAsync(token, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    async ValueTask<PageReply> AskAsync(MessageAnchor anchor, IReadOnlyCollection<Jid> aliases, Guid token, CancellationToken cancellationToken)
    {
        long started = services.Time.GetTimestamp();
        Sent++;
        FetchReply? reply = await SendAsync(anchor, cancellationToken).ConfigureAwait(false);
        Sent -= reply?.Status is FetchStatus.NotSupported or FetchStatus.NotReady ? 1 : 0;
        services.Telemetry.Fetched(reply?.Status);
        switch (reply?.Status)
        {
            case FetchStatus.NotSupported:
                await budget.GiveBackAsync(cancellationToken).ConfigureAwait(false);
                return PageReply.Refusal(FetchVerdict.NotSupported(reply.Reason));
            case FetchStatus.NotReady:
                await budget.GiveBackAsync(cancellationToken).ConfigureAwait(false);
                return PageReply.Refusal(FetchVerdict.NotReady(reply.Reason));
            case FetchStatus.Answered when reply.Set is { } set:
                await KeepAsync(set).ConfigureAwait(false);
                return PageReply.Answer(FetchBoard.EndIn(set, [.. aliases.Select(alias => alias.Value)]));
            default:
                await _board.NameAsync(token, reply?.RequestId, cancellationToken).ConfigureAwait(false);
                break;
        }

        TimeSpan left = services.Options.FetchTimeout - services.Time.GetElapsedTime(started);
        PendingFetch? answer = await _board.WaitAsync(token, left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        return answer is null ? PageReply.Silence : PageReply.Answer(answer.End);
    }

    /// <returns><see langword="null"/> if the fetcher did not come back in time: what it sent may be answered all the same.</returns>
    async ValueTask<FetchReply?> SendAsync(MessageAnchor anchor, CancellationToken cancellationToken)
    {
        var fetch = new FetchRequest
        {
            Connection = request.Connection,
            Anchor = anchor,
            OldestMessageTime = services.Options.AnchorTimeUnit == AnchorTimeUnit.Seconds ? anchor.Timestamp : anchor.Timestamp * 1000,
        };
        Log.Fetching(services.Logger, request.Connection, fetch.Count);
        using var over = new CancellationTokenSource(services.Options.FetchTimeout, services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        Task<FetchReply>? sending = null;
        try
        {
            sending = fetcher.FetchAsync(fetch, either.Token).AsTask();
            return await sending.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            _ = KeepLateAsync(sending);
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Log.FetcherFailed(services.Logger, request.Connection, error.GetType().Name);
            Log.FetcherFailedDetail(services.Logger, request.Connection, error);
            return new FetchReply(FetchStatus.NotReady) { Reason = $"The fetcher failed ({error.GetType().Name})." };
        }
    }

    // WhatsApp sends a page once: what a gateway answers too late is history for the next import.
    async Task KeepLateAsync(Task<FetchReply>? sending)
    {
        try
        {
            if (sending is not null && await sending.ConfigureAwait(false) is { Set: { } set })
            {
                await KeepAsync(set).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Log.FetcherFailedDetail(services.Logger, request.Connection, error);
        }
    }

    // Durable first, and imported like everything else. No longer cancellable: nobody sends it again.
    ValueTask KeepAsync(HistorySet set) => services.Inbox.ReceiveAsync(
        request.Connection, set with { SyncType = set.SyncType ?? HistorySyncType.OnDemand }, CancellationToken.None);
}
