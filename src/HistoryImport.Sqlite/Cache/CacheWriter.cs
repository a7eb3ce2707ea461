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
    /// <returns>Whether it was not waiting before.</returns>
    public bool Defer(CachedMessage amendment)
    {
        Span<byte> hash = stackalloc byte[HistoryMessageSerializer.FingerprintLength];
        byte[] payload = HistoryMessageSerializer.SerializeWaiting(amendment.Message, hash);
        return amendment.EntryId == 0 ? AppendWaiting(amendment.Message, payload, hash) : MarkWaiting(amendment.EntryId, hash);
    }

    bool AppendWaiting(HistoryMessage message, byte[] payload, ReadOnlySpan<byte> hash)
    {
        Statement append = session.Get(CacheSql.AppendWaiting);
        BindMessage(append, message, payload);
        append.BindNull(3);
        append.BindBlob(7, hash);
        if (append.ExecuteChanges() == 0)
        {
            return false;
        }

        Bytes += payload.Length;
        return true;
    }

    bool MarkWaiting(long entryId, ReadOnlySpan<byte> hash)
    {
        Statement mark = session.Get(CacheSql.MarkWaiting);
        mark.Bind(1, entryId);
        mark.Bind(2, connection);
        mark.BindBlob(3, hash);
        if (mark.ExecuteChanges() > 0)
        {
            return true;
        }

        // The same amendment waits already: one of it is enough.
        Statement unmarked = session.Get(CacheSql.IsUnmarked);
        unmarked.Bind(1, entryId);
        unmarked.Bind(2, connection);
        if (unmarked.ExecuteInt64() is not null)
        {
            CacheRemover.Remove(session, connection, [entryId]);
        }

        return false;
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
