using System.Text;

namespace HistoryImport.Sqlite;

/// <summary>Writes entries inside a transaction, and keeps count of their bytes.</summary>
sealed class CacheWriter(DbSession session, long connection, long receivedAt)
{
    readonly Statement _append = session.Get(CacheSql.Append);
    readonly ChatColumn _chat = new();

    /// <summary>The bytes written so far.</summary>
    public long Bytes { get; private set; }

    public void Append(HistoryMessage message)
    {
        byte[] payload = HistoryMessageSerializer.Serialize(message);
        BindMessage(_append, message, payload);
        _append.Execute();
        Bytes += payload.Length;
    }

    public void Append(HistoryName name) => Append(name.Jid.Value, EntryKind.Of(name.Kind), Encoding.UTF8.GetBytes(name.Name));

    public void Append(DecodeProblem problem) => Append("", EntryKind.Problem, ProblemColumn.Write(problem));

    void Append(string chat, short kind, byte[] payload)
    {
        _append.Bind(1, connection);
        _append.Bind(2, chat);
        _append.BindNull(3);
        _append.Bind(4, kind);
        _append.Bind(5, receivedAt);
        _append.BindBlob(6, payload);
        _append.Execute();
        Bytes += payload.Length;
    }

    /// <summary>Keeps an amendment until its message comes.</summary>
    /// <returns>Whether more wait than before.</returns>
    public bool Defer(CachedMessage amendment)
    {
        if (amendment.EntryId != 0 && !IsUnmarked(amendment.EntryId))
        {
            return false;
        }

        Span<byte> hash = stackalloc byte[HistoryMessageSerializer.FingerprintLength];
        byte[] payload = HistoryMessageSerializer.SerializeWaiting(amendment.Message, hash);
        long? rival = FindRival(hash, out bool isAsGood);
        if (isAsGood)
        {
            // One of both is enough.
            CacheRemover.Remove(session, connection, [amendment.EntryId]);
            return false;
        }

        if (rival is { } lesser)
        {
            CacheRemover.Remove(session, connection, [lesser]);
        }

        if (amendment.EntryId == 0)
        {
            AppendWaiting(amendment.Message, payload, hash);
        }
        else
        {
            MarkWaiting(amendment.EntryId, hash);
        }

        return rival is null;
    }

    long? FindRival(ReadOnlySpan<byte> hash, out bool isAsGood)
    {
        Span<byte> bound = stackalloc byte[hash.Length];
        hash.CopyTo(bound);
        Statement rival = session.Get(CacheSql.Rival);
        rival.Bind(1, connection);
        bound[^1] = byte.MinValue;
        rival.BindBlob(2, bound);
        bound[^1] = byte.MaxValue;
        rival.BindBlob(3, bound);
        if (!rival.Step())
        {
            isAsGood = false;
            return null;
        }

        long entryId = rival.Int64(0);
        isAsGood = rival.Bytes(1)[^1] >= hash[^1];
        rival.Reset();
        return entryId;
    }

    void AppendWaiting(HistoryMessage message, byte[] payload, ReadOnlySpan<byte> hash)
    {
        Statement append = session.Get(CacheSql.AppendWaiting);
        BindMessage(append, message, payload);
        append.BindNull(3);
        append.BindBlob(7, hash);
        append.Execute();
        Bytes += payload.Length;
    }

    void MarkWaiting(long entryId, ReadOnlySpan<byte> hash)
    {
        Statement mark = session.Get(CacheSql.MarkWaiting);
        mark.Bind(1, entryId);
        mark.Bind(2, connection);
        mark.BindBlob(3, hash);
        mark.Execute();
    }

    // Neither gone nor waiting already.
    bool IsUnmarked(long entryId)
    {
        Statement unmarked = session.Get(CacheSql.IsUnmarked);
        unmarked.Bind(1, entryId);
        unmarked.Bind(2, connection);
        return unmarked.ExecuteInt64() is not null;
    }

    void BindMessage(Statement statement, HistoryMessage message, byte[] payload)
    {
        statement.Bind(1, connection);
        statement.Bind(2, _chat.Of(message));

        // Windows are about messages: an amendment belongs to all of them.
        statement.Bind(3, message.Amendment is null ? message.Timestamp : null);
        statement.Bind(4, EntryKind.Message);
        statement.Bind(5, receivedAt);
        statement.BindBlob(6, payload);
    }
}
