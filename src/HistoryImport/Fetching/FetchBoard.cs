namespace HistoryImport;

/// <summary>Where who waits for an answer and who receives it meet, in one process or in two.</summary>
/// <remarks>One request of a connection is on its way at a time, so one value for each connection is enough.</remarks>
sealed class FetchBoard(IStateStore store, StateWatcher watcher, ConnectionKey connection)
{
    const int MaxSeen = 16;

    // Longer than any request is waited for; what a process that died left behind goes by itself.
    static readonly TimeSpan _timeToLive = TimeSpan.FromMinutes(15);

    readonly StateDocument<PendingFetch> _document = new(store, connection, "fetch", FetchJsonContext.Default.PendingFetch);

    bool _isChanged;

    /// <summary>Announces a request.</summary>
    /// <param name="token">The request.</param>
    /// <param name="aliases">Every JID of the chat that is asked about.</param>
    /// <param name="before">The time of the entry before which the page is asked for, Unix seconds.</param>
    /// <param name="cancellationToken">Cancels before the change.</param>
    public ValueTask OpenAsync(Guid token, IEnumerable<Jid> aliases, long before, CancellationToken cancellationToken)
    {
        var pending = new PendingFetch { Token = token, Chats = [.. aliases.Select(alias => alias.Value)], Before = before };
        return _document.UpdateAsync(_ => pending, _timeToLive, cancellationToken);
    }

    /// <summary>Adds the id of the answer, which may have come already.</summary>
    /// <param name="token">The request.</param>
    /// <param name="requestId">Its id; <see langword="null"/> if the socket tells none, so that an answer is known by its chat alone.</param>
    /// <param name="cancellationToken">Cancels before the change.</param>
    public ValueTask NameAsync(Guid token, string? requestId, CancellationToken cancellationToken) => ChangeAsync(
        pending => pending.Token == token ? Named(pending, requestId) : null,
        cancellationToken);

    /// <summary>Waits for the answer.</summary>
    /// <returns><see langword="null"/> if none came in time.</returns>
    public ValueTask<PendingFetch?> WaitAsync(Guid token, TimeSpan timeout, CancellationToken cancellationToken) => watcher.WaitAsync(
        connection,
        _document.Key,
        async ask =>
        {
            (PendingFetch? pending, long version) = await _document.ReadAsync(ask).ConfigureAwait(false);
            return (pending is { IsAnswered: true } && pending.Token == token ? pending : null, version);
        },
        timeout,
        cancellationToken);

    /// <summary>Makes the change that tells whoever waits of a set that answers.</summary>
    /// <param name="set">The set.</param>
    /// <param name="answers">Hears which request it answers, if it does, before the change is written.</param>
    /// <returns><see langword="null"/> if it cannot.</returns>
    public StateChange? Receive(HistorySet set, Action<PendingFetch?> answers) =>
        set.RequestId is null && set.SyncType is not (null or HistorySyncType.OnDemand)
            ? null
            : _document.Change(
                pending =>
                {
                    PendingFetch? answered = pending is null ? null : Answered(pending, set);
                    _isChanged = answered is not null;
                    answers(answered is { IsAnswered: true } ? answered : null);
                    return answered;
                },
                _timeToLive);

    /// <summary>Wakes who waits in this process, if that changed anything.</summary>
    public void Wake()
    {
        if (_isChanged)
        {
            watcher.Changed(connection, _document.Key);
        }
    }

    public ValueTask CloseAsync(Guid token, CancellationToken cancellationToken) =>
        _document.UpdateAsync(pending => pending?.Token == token ? pending : null, TimeSpan.Zero, cancellationToken);

    ValueTask ChangeAsync(Func<PendingFetch, PendingFetch?> change, CancellationToken cancellationToken) =>
        _document.UpdateAsync(pending => pending is null ? null : change(pending), _timeToLive, cancellationToken);

    static PendingFetch? Answered(PendingFetch pending, HistorySet set)
    {
        // One that bears the id tells better what one that was taken for it told.
        bool isByName = set.RequestId is not null && set.RequestId == pending.RequestId;
        if (pending.IsAnswered && (pending.IsByName || !isByName))
        {
            return null;
        }

        // Two ids that differ are two requests, though they are about one chat.
        bool isOnDemand = set.SyncType == HistorySyncType.OnDemand && IsAbout(set, pending.Chats);
        Stretch? page = SetEntries.StretchOf(set, pending.Chats, pending.Before);
        bool isOurs = set.RequestId is null || pending.HasNoId ? isOnDemand || (set.SyncType is null && Brings(pending, page, set)) : isByName;
        if (isOurs)
        {
            return pending with { IsAnswered = true, IsByName = isByName, End = EndIn(set, pending.Chats) ?? pending.End, Page = page ?? pending.Page };
        }

        return pending is { RequestId: null, HasNoId: false } && WireIds.IsValid(set.RequestId)
            ? pending with { Seen = [.. pending.Seen.TakeLast(MaxSeen - 1), new SeenAnswer(set.RequestId!, EndIn(set, pending.Chats), isOnDemand, page)] }
            : null;
    }

    // Some sockets pass an answer on without its id and its kind. What is live is newer than what one asks before.
    static bool Brings(PendingFetch pending, Stretch? page, HistorySet set) =>
        page?.From < pending.Before || EndIn(set, pending.Chats) is not (null or EndOfHistory.MoreRemain);

    static PendingFetch Named(PendingFetch pending, string? requestId)
    {
        SeenAnswer? early = pending.Seen.FirstOrDefault(seen => requestId is null ? seen.IsOnDemand : seen.RequestId == requestId);
        return pending with
        {
            RequestId = requestId,
            HasNoId = requestId is null,
            IsAnswered = pending.IsAnswered || early is not null,
            IsByName = pending.IsByName || (early is not null && requestId is not null),
            End = early?.End ?? pending.End,
            Page = early?.Page ?? pending.Page,
        };
    }

    static bool IsAbout(HistorySet set, IReadOnlyList<string> chats) =>
        set.Chats.Any(chat => IsOneOf(chat.Id, chats) || IsOneOf(chat.NumberJid, chats) || IsOneOf(chat.LidJid, chats))
        || set.Messages.Any(message => IsOneOf(message.RemoteJid, chats) || IsOneOf(message.ConversationId, chats));

    public static EndOfHistory? EndIn(HistorySet set, IReadOnlyList<string> chats) =>
        set.Chats.LastOrDefault(chat => chat.EndOfHistory is not null && (IsOneOf(chat.Id, chats) || IsOneOf(chat.NumberJid, chats) || IsOneOf(chat.LidJid, chats)))
            ?.EndOfHistory;

    static bool IsOneOf(string? spelling, IReadOnlyList<string> chats) => Jid.TryParse(spelling, out Jid jid) && chats.Contains(jid.Value);
}
