using System.Text;
using Npgsql;

namespace HistoryImport.PostgreSql;

/// <summary>Reads one batch after the other. Between two batches nothing is held open, so the consumer may remove what it got.</summary>
sealed class CacheReader(CacheQuery query)
{
    readonly string[]? _chats = query.Chats?.Select(chat => chat.Value).Distinct().ToArray();

    // The last entry of the batch before.
    long _position = query.After;

    // What is appended after the first batch is left for the next run: a reader always comes to an end.
    long? _end;

    /// <summary>Reads the next batch.</summary>
    /// <returns><see langword="null"/> at the end.</returns>
    public async ValueTask<CacheBatch?> NextAsync(DbSession session, CancellationToken cancellationToken)
    {
        if (await KeyLookup.FindConnectionAsync(session, query.Connection, cancellationToken).ConfigureAwait(false) is not { } connection)
        {
            return null;
        }

        _end ??= await session.Get(CacheSql.LastId).Add(connection).Add(query.Waiting).NumberAsync(cancellationToken).ConfigureAwait(false) ?? 0;
        long[] ids = WithinBytes(await IdsAsync(session, connection, _end.Value, cancellationToken).ConfigureAwait(false));
        if (ids.Length == 0)
        {
            return null;
        }

        CacheBatch batch = await LoadAsync(session, connection, ids, cancellationToken).ConfigureAwait(false);
        _position = ids[^1];
        return batch;
    }

    ValueTask<List<(long Id, int Bytes)>> IdsAsync(DbSession session, long connection, long end, CancellationToken cancellationToken)
    {
        Statement find = session.Get(_chats is null ? CacheSql.IdsOfConnection : CacheSql.IdsOfChats)
            .Add(connection).Add(query.Waiting).Add(_position).Add(end).Add(query.Since ?? long.MinValue).Add(query.Until ?? long.MaxValue)
            .Add((long)query.BatchSize);
        if (_chats is not null)
        {
            find.Add(_chats);
        }

        return find.ListAsync(row => (row.GetInt64(0), row.GetInt32(1)), cancellationToken);
    }

    // The payloads are asked for by number: what a batch does not hold never leaves the server.
    long[] WithinBytes(List<(long Id, int Bytes)> found)
    {
        long bytes = 0;
        return [.. found.TakeWhile(entry => (bytes += entry.Bytes) - entry.Bytes < query.BatchBytes || bytes == entry.Bytes).Select(entry => entry.Id)];
    }

    async ValueTask<CacheBatch> LoadAsync(DbSession session, long connection, long[] ids, CancellationToken cancellationToken)
    {
        var messages = new List<CachedMessage>(ids.Length);
        var names = new List<CachedName>();
        var problems = new List<CachedProblem>();
        await session.Get(CacheSql.Get).Add(connection).Add(query.Waiting).Add(ids)
            .ListAsync(row => Add(row, messages, names, problems), cancellationToken).ConfigureAwait(false);
        return new CacheBatch { Messages = messages, Names = names, Problems = problems, LastEntryId = ids[^1] };
    }

    static bool Add(NpgsqlDataReader row, List<CachedMessage> messages, List<CachedName> names, List<CachedProblem> problems)
    {
        long id = row.GetInt64(0);
        short kind = row.GetInt16(1);
        byte[] payload = row.GetFieldValue<byte[]>(3);
        if (kind == EntryKind.Problem)
        {
            problems.Add(new CachedProblem(id, ProblemColumn.Read(id, payload)));
            return true;
        }

        if (kind != EntryKind.Message)
        {
            if (Jid.TryParse(row.GetString(2), out Jid jid))
            {
                names.Add(new CachedName(id, new HistoryName(jid, EntryKind.NameKindOf(kind), Encoding.UTF8.GetString(payload))));
            }

            return true;
        }

        try
        {
            messages.Add(new CachedMessage(id, HistoryMessageSerializer.Deserialize(payload)));
        }
        catch (FormatException error)
        {
            problems.Add(new CachedProblem(0, new DecodeProblem(id, error.Message) { Unit = PositionUnit.Entry }));
        }

        return true;
    }
}
