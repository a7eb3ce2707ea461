namespace HistoryImport;

/// <summary>Remembers for each chat what of its history has come, from one run and one delivery to the next.</summary>
/// <remarks>It never decides what becomes a row; what cannot be noted only costs requests later.</remarks>
sealed class CoverageBook(IStateStore state, TimeProvider time, ConnectionKey connection)
{
    const string Key = "coverage/";
    const string ChunksKey = "chunks";

    /// <summary>Gets the keys of the values that tell of a chat.</summary>
    public static IEnumerable<string> KeysOf(IEnumerable<Jid> aliases) => aliases.Select(KeyOf);

    /// <summary>Gets what is known of a chat, under whichever of its JIDs it came.</summary>
    public async ValueTask<ChatCoverage> ReadAsync(IEnumerable<Jid> aliases, CancellationToken cancellationToken)
    {
        ChatCoverage all = ChatCoverage.Nothing;
        foreach (IGrouping<string, Jid> alike in aliases.GroupBy(KeyOf))
        {
            (CoverageShelf? shelf, _) = await ShelfAt(alike.Key).ReadAsync(cancellationToken).ConfigureAwait(false);
            all = shelf is null ? all : alike.Select(shelf.Of).Aggregate(all, (union, one) => union.Union(one));
        }

        return all.Stretches.Any(stretch => stretch.Gap == (int)GapCause.ChunksMissing)
            && (await Chunks().ReadAsync(cancellationToken).ConfigureAwait(false)).Value is { } chunks
            ? all.Without(chunks)
            : all;
    }

    /// <summary>Keeps what became known of a chat.</summary>
    public ValueTask KeepAsync(Jid chat, ChatCoverage coverage, CancellationToken cancellationToken) => SetEntries.IsKept(chat)
        ? ShelfAt(KeyOf(chat)).UpdateAsync(
            shelf => (shelf ?? new CoverageShelf()).With(chat, coverage.Union((shelf ?? new CoverageShelf()).Of(chat))), null, cancellationToken)
        : ValueTask.CompletedTask;

    /// <summary>Makes the changes that note what a piece of WhatsApp's history, or an answer, holds of each chat.</summary>
    /// <remarks>An answer that bears the id of its request is noted as the page it is: who waited for it may be dead. One that was only taken for the
    /// answer is left to whoever waits, who can tell on which side of a gap it lies.</remarks>
    /// <param name="set">The set.</param>
    /// <param name="answered">Tells, when a change is made, which request it answers.</param>
    public IEnumerable<StateChange> AddDelivery(HistorySet set, Func<PendingFetch?> answered)
    {
        bool isNumbered = set.SyncType is not (null or HistorySyncType.OnDemand);
        if (isNumbered && set.ChunkOrder is { } order)
        {
            yield return Chunks().Change(log => answered() is not null ? null : (log ?? new ChunkLog()).With((int)set.SyncType!, order), null);
        }

        int? type = isNumbered ? (int)set.SyncType! : null;
        foreach (StateChange change in Add(set, (known, chat, came) => answered() switch
        {
            null => known.AddDelivery(came with
            {
                Type = type,
                FirstChunk = isNumbered ? set.ChunkOrder : null,
                LastChunk = isNumbered ? set.ChunkOrder : null,
            }),
            { IsByName: true, Page: { } page } request when request.Chats.Contains(chat.Value) => known.AddPage(page, request.Before),
            _ => known,
        }))
        {
            yield return change;
        }
    }

    /// <summary>Makes the changes that note that live entries came late, because nothing was received when they were sent.</summary>
    /// <param name="set">The set.</param>
    /// <param name="awaySince">When the last was received before, Unix seconds.</param>
    /// <param name="answered">Tells, when a change is made, which request it answers.</param>
    public IEnumerable<StateChange> AddAfterDowntime(HistorySet set, long awaySince, Func<PendingFetch?> answered) =>
        Add(set, (known, _, came) => answered() is null ? known.AddAfterDowntime(came, awaySince) : known);

    IEnumerable<StateChange> Add(HistorySet set, Func<ChatCoverage, Jid, Stretch, ChatCoverage> add)
    {
        Dictionary<Jid, Stretch> came = SetEntries.StretchesOf(set, KnownMessages.Latest(time));
        foreach (IGrouping<string, KeyValuePair<Jid, Stretch>> alike in came.GroupBy(one => KeyOf(one.Key)))
        {
            yield return ShelfAt(alike.Key).Change(
                shelf =>
                {
                    CoverageShelf before = shelf ?? new CoverageShelf();
                    CoverageShelf after = before;
                    foreach ((Jid chat, Stretch stretch) in alike)
                    {
                        ChatCoverage known = after.Of(chat);
                        ChatCoverage grown = add(known, chat, stretch);
                        after = grown.Stretches.SequenceEqual(known.Stretches) ? after : after.With(chat, grown);
                    }

                    return ReferenceEquals(after, before) ? null : after;
                },
                null);
        }
    }

    StateDocument<CoverageShelf> ShelfAt(string key) => new(state, connection, key, FetchJsonContext.Default.CoverageShelf);

    StateDocument<ChunkLog> Chunks() => new(state, connection, ChunksKey, FetchJsonContext.Default.ChunkLog);

    static string KeyOf(Jid chat) => ChatPart.KeyOf(Key, chat);
}
