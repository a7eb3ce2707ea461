using System.Text;

namespace HistoryImport.PostgreSql;

/// <summary>Writes entries inside a transaction that holds the connection against other appenders.</summary>
sealed class CacheWriter(CopyWriter copy, long connection, long receivedAt, CancellationToken cancellationToken)
{
    // What the server keeps beside a value, at most.
    const int LengthBytes = 4;

    readonly ChatColumn _chat = new();
    long _bytes;

    /// <summary>Makes a writer, lets it write, and sends what it wrote.</summary>
    /// <returns>How many bytes the entries have.</returns>
    public static async ValueTask<long> WriteAsync(
        DbSession session, long connection, long receivedAt, Func<CacheWriter, ValueTask> write, CancellationToken cancellationToken)
    {
        CopyWriter copy = await session.CopyAsync(CacheSql.Append, cancellationToken).ConfigureAwait(false);
        await using (copy.ConfigureAwait(false))
        {
            var writer = new CacheWriter(copy, connection, receivedAt, cancellationToken);
            await write(writer).ConfigureAwait(false);
            await copy.CompleteAsync(cancellationToken).ConfigureAwait(false);
            return writer._bytes;
        }
    }

    public ValueTask AppendAsync(HistoryMessage message) =>
        // Windows are about messages: an amendment belongs to all of them.
        AppendAsync(_chat.Of(message), message.Amendment is null ? message.Timestamp : null, EntryKind.Message, null, HistoryMessageSerializer.Serialize(message));

    public ValueTask AppendAsync(HistoryName name) => AppendAsync(name.Jid.Value, null, EntryKind.Of(name.Kind), null, Encoding.UTF8.GetBytes(name.Name));

    public ValueTask AppendAsync(DecodeProblem problem) => AppendAsync("", null, EntryKind.Problem, null, ProblemColumn.Write(problem));

    public ValueTask AppendWaitingAsync(HistoryMessage message, byte[] hash, byte[] payload) =>
        AppendAsync(_chat.Of(message), null, EntryKind.Message, hash, payload);

    async ValueTask AppendAsync(string chat, long? timestamp, short kind, byte[]? hash, byte[] payload)
    {
        await copy.BeginRowAsync(CacheSql.AppendFields, cancellationToken).ConfigureAwait(false);
        copy.Write(connection);
        copy.Write(hash is not null);
        copy.Write(chat);
        copy.Write(timestamp);
        copy.Write(kind);
        copy.Write(receivedAt);
        if (hash is null)
        {
            copy.WriteNull();
        }
        else
        {
            copy.Write(hash);
        }

        copy.Write(payload);
        _bytes += payload.Length + LengthBytes;
    }
}
