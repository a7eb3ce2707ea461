namespace HistoryImport.PostgreSql;

/// <summary>Makes amendments wait for their message, each once, inside a transaction that holds the connection against other appenders.</summary>
sealed class Deferral(DbSession session, long connection, long receivedAt, CancellationToken cancellationToken)
{
    readonly List<Waiting> _appended = [];
    readonly List<Waiting> _marked = [];
    readonly List<long> _superfluous = [];

    /// <summary>Defers amendments.</summary>
    /// <returns>How many were not waiting before.</returns>
    public async ValueTask<int> RunAsync(IReadOnlyCollection<CachedMessage> amendments)
    {
        List<Waiting> asked = [.. amendments.Select(Waiting.Of)];
        await SortAsync(asked).ConfigureAwait(false);
        if (_appended.Count > 0)
        {
            await CacheWriter.WriteAsync(session, connection, receivedAt, AppendAsync, cancellationToken).ConfigureAwait(false);
        }

        int marked = _marked.Count == 0 ? 0 : await session.Get(CacheSql.MarkWaiting).Add(connection)
            .Add([.. _marked.Select(one => one.EntryId)]).Add([.. _marked.Select(one => (byte[]?)one.Hash)])
            .ExecuteAsync(cancellationToken).ConfigureAwait(false);
        await CacheRemover.RemoveAsync(session, connection, _superfluous, cancellationToken).ConfigureAwait(false);
        return _appended.Count + marked;
    }

    async ValueTask SortAsync(List<Waiting> asked)
    {
        HashSet<string> waiting = [.. await session.Get(CacheSql.WaitingHashes).Add(connection).Add([.. asked.Select(one => (byte[]?)one.Hash)])
            .ListAsync(row => Convert.ToHexString(row.GetFieldValue<byte[]>(0)), cancellationToken).ConfigureAwait(false)];
        HashSet<long> unmarked = [.. await session.Get(CacheSql.NotWaiting).Add(connection).Add([.. asked.Select(one => one.EntryId)])
            .ListAsync(row => row.GetInt64(0), cancellationToken).ConfigureAwait(false)];
        foreach (Waiting one in asked)
        {
            bool isNew = one.EntryId == 0;
            if (!isNew && !unmarked.Remove(one.EntryId))
            {
                continue;
            }

            // The same amendment may wait already: one of it is enough.
            bool isFirst = waiting.Add(Convert.ToHexString(one.Hash));
            if (isFirst)
            {
                (isNew ? _appended : _marked).Add(one);
            }
            else if (!isNew)
            {
                _superfluous.Add(one.EntryId);
            }
        }
    }

    async ValueTask AppendAsync(CacheWriter writer)
    {
        foreach (Waiting one in _appended)
        {
            await writer.AppendWaitingAsync(one.Message, one.Hash, one.Payload).ConfigureAwait(false);
        }
    }

    sealed record Waiting(long EntryId, HistoryMessage Message, byte[] Payload, byte[] Hash)
    {
        public static Waiting Of(CachedMessage amendment)
        {
            byte[] hash = new byte[HistoryMessageSerializer.FingerprintLength];
            return new Waiting(amendment.EntryId, amendment.Message, HistoryMessageSerializer.SerializeWaiting(amendment.Message, hash), hash);
        }
    }
}
