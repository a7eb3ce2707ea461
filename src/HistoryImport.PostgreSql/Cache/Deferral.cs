namespace HistoryImport.PostgreSql;

/// <summary>Makes amendments wait for their message, each once, inside a transaction that holds the connection against other appenders.</summary>
sealed class Deferral(DbSession session, long connection, long receivedAt, CancellationToken cancellationToken)
{
    readonly List<Waiting> _appended = [];
    readonly List<Waiting> _marked = [];
    readonly List<long> _superfluous = [];

    /// <summary>Defers amendments.</summary>
    /// <returns>How many wait more than before.</returns>
    public async ValueTask<int> RunAsync(IReadOnlyCollection<CachedMessage> amendments)
    {
        List<Waiting> asked = [.. amendments.Select(Waiting.Of)];
        int more = await SortAsync(asked).ConfigureAwait(false);
        if (_appended.Count > 0)
        {
            await CacheWriter.WriteAsync(session, connection, receivedAt, AppendAsync, cancellationToken).ConfigureAwait(false);
        }

        if (_marked.Count > 0)
        {
            await session.Get(CacheSql.MarkWaiting).Add(connection)
                .Add([.. _marked.Select(one => one.EntryId)]).Add([.. _marked.Select(one => (byte[]?)one.Hash)])
                .ExecuteAsync(cancellationToken).ConfigureAwait(false);
        }

        CacheRemover.Remove(session, connection, _superfluous);
        return more;
    }

    async ValueTask<int> SortAsync(List<Waiting> asked)
    {
        Dictionary<string, Waiting> best = (await session.GetPrepared(CacheSql.Rivals).Add(connection)
            .Add([.. asked.Select(one => (byte[]?)one.Bound(byte.MinValue))]).Add([.. asked.Select(one => (byte[]?)one.Bound(byte.MaxValue))])
            .ListAsync(row => new Waiting(row.GetInt64(0), null, row.GetFieldValue<byte[]>(1)), cancellationToken).ConfigureAwait(false))
            .DistinctBy(one => one.EntryId).ToDictionary(one => one.Group);
        int before = best.Count;
        HashSet<long> unmarked = [.. await session.GetPrepared(CacheSql.NotWaiting).Add(connection).Add([.. asked.Select(one => one.EntryId)])
            .ListAsync(row => row.GetInt64(0), cancellationToken).ConfigureAwait(false)];
        foreach (Waiting one in asked.Where(one => one.EntryId == 0 || unmarked.Remove(one.EntryId)))
        {
            // One of those that say the same is enough, and of acknowledgements of one message the furthest.
            Waiting? lesser = one;
            if (!best.TryGetValue(one.Group, out Waiting? rival) || rival.Rank < one.Rank)
            {
                best[one.Group] = one;
                lesser = rival;
            }

            if (lesser is { EntryId: not 0 })
            {
                _superfluous.Add(lesser.EntryId);
            }
        }

        foreach (Waiting one in best.Values.Where(one => one.Message is not null))
        {
            (one.EntryId == 0 ? _appended : _marked).Add(one);
        }

        return best.Count - before;
    }

    async ValueTask AppendAsync(CacheWriter writer)
    {
        foreach (Waiting one in _appended)
        {
            await writer.AppendWaitingAsync(one.Message!, one.Hash, one.Payload).ConfigureAwait(false);
        }
    }

    /// <param name="EntryId">Its entry; 0 if it has none yet.</param>
    /// <param name="Message">The amendment; <see langword="null"/> of what waits already.</param>
    /// <param name="Hash">Its fingerprint.</param>
    sealed record Waiting(long EntryId, HistoryMessage? Message, byte[] Hash)
    {
        public byte[] Payload { get; private init; } = [];

        public string Group => Convert.ToHexString(Hash.AsSpan(..^1));

        public byte Rank => Hash[^1];

        public byte[] Bound(byte rank) => [.. Hash[..^1], rank];

        public static Waiting Of(CachedMessage amendment)
        {
            byte[] hash = new byte[HistoryMessageSerializer.FingerprintLength];
            byte[] payload = HistoryMessageSerializer.SerializeWaiting(amendment.Message, hash);
            return new Waiting(amendment.EntryId, amendment.Message, hash) { Payload = payload };
        }
    }
}
