using System.Text;
using Npgsql;

namespace HistoryImport.PostgreSql;

/// <summary>Reads one batch after the other. Between two batches nothing is held open, so the consumer may remove what it got.</summary>
sealed class CacheReader(CacheQuery query)
{
    readonly string[]? _chats = query.Chats?.Select(chat => chat.Value).Distinct().ToArray();

    // The last entry of the batch before.
    long _position = query.After;

    // The last entry there was after the first batch: a reader always comes to an end.
    long? _end;

    /// <summary>Gets whether it is known already that there is no next batch.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Reads the next batch, in one round trip as a rule.</summary>
    /// <returns><see langword="null"/> at the end.</returns>
    public async ValueTask<CacheBatch?> NextAsync(DbSession session, CancellationToken cancellationToken)
    {
        var messages = new List<CachedMessage>();
        var names = new List<CachedName>();
        var problems = new List<CachedProblem>();
        int read = 0;
        (long found, long last) = (0, 0);
        Statement next = KeyLookup.Find(session, query.Connection, _chats is null ? CacheSql.BatchOfConnection : CacheSql.BatchOfChats)
            .Add(query.Waiting).Add(_position).Add(_end ?? long.MaxValue).Add(query.Since ?? long.MinValue).Add(query.Until ?? long.MaxValue)
            .Add((long)query.BatchSize).Add((long)query.BatchBytes);
        if (_chats is not null)
        {
            next.Add(_chats);
        }

        await next.EachAsync(
            row =>
            {
                Add(row, messages, names, problems);
                (read, last, found) = (read + 1, Math.Max(last, row.GetInt64(0)), row.GetInt64(4));
            },
            cancellationToken).ConfigureAwait(false);

        // Nothing new comes in between, so what was not found is not there.
        bool isOver = read == found && found < query.BatchSize;
        _end ??= isOver ? last : await KeyLookup.Find(session, query.Connection, CacheSql.LastId).Add(query.Waiting).NumberAsync(cancellationToken).ConfigureAwait(false);
        IsOver = isOver;
        if (read == 0)
        {
            return null;
        }

        // In order already as the server goes about it, but it is not asked to sort what is large.
        messages.Sort((one, other) => one.EntryId.CompareTo(other.EntryId));
        _position = last;
        return new CacheBatch { Messages = messages, Names = names, Problems = problems, LastEntryId = last };
    }

    static void Add(NpgsqlDataReader row, List<CachedMessage> messages, List<CachedName> names, List<CachedProblem> problems)
    {
        long id = row.GetInt64(0);
        short kind = row.GetInt16(1);
        byte[] payload = row.GetFieldValue<byte[]>(3);
        if (kind == EntryKind.Problem)
        {
            problems.Add(new CachedProblem(id, ProblemColumn.Read(id, payload)));
            return;
        }

        if (kind != EntryKind.Message)
        {
            if (Jid.TryParse(row.GetString(2), out Jid jid))
            {
                names.Add(new CachedName(id, new HistoryName(jid, EntryKind.NameKindOf(kind), Encoding.UTF8.GetString(payload))));
            }

            return;
        }

        try
        {
            messages.Add(new CachedMessage(id, HistoryMessageSerializer.Deserialize(payload)));
        }
        catch (FormatException error)
        {
            problems.Add(new CachedProblem(0, new DecodeProblem(id, error.Message) { Unit = PositionUnit.Entry }));
        }
    }
}
