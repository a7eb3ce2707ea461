using System.Buffers.Binary;

namespace HistoryImport.Media;

/// <summary>How much a connection, and a chat of it, may still do within this hour, on all instances together.</summary>
sealed class MediaBudget(IStateStore states, HistoryMediaOptions options, TimeProvider time)
{
    const string Key = "media/budget";
    const int MostRaces = 20;

    // Sixteen bytes that end, as a lease is: a store need not bring them to the disk at once.
    const int Length = 16;

    static readonly TimeSpan _hour = TimeSpan.FromHours(1);

    public async ValueTask<bool> TryTakeFileAsync(ConnectionKey connection, Jid chat, CancellationToken cancellationToken) =>
        (chat.IsNone || await TryTakeAsync(connection, $"{Key}/{chat}", options.FilesPerChatPerHour, isFile: true, cancellationToken).ConfigureAwait(false))
        && await TryTakeAsync(connection, Key, options.FilesPerHour, isFile: true, cancellationToken).ConfigureAwait(false);

    public async ValueTask<bool> TryTakeRequestAsync(ConnectionKey connection, Jid chat, CancellationToken cancellationToken) =>
        await TryTakeAsync(connection, $"{Key}/{chat}", options.RequestsPerChatPerHour, isFile: false, cancellationToken).ConfigureAwait(false)
        && await TryTakeAsync(connection, Key, options.RequestsPerHour, isFile: false, cancellationToken).ConfigureAwait(false);

    async ValueTask<bool> TryTakeAsync(ConnectionKey connection, string key, int most, bool isFile, CancellationToken cancellationToken)
    {
        for (int race = 0; race < MostRaces; race++)
        {
            StateValue? known = await states.GetAsync(connection, key, cancellationToken).ConfigureAwait(false);
            DateTimeOffset now = time.GetUtcNow();
            (DateTimeOffset since, int files, int requests) = Read(known, now);
            if ((isFile ? files : requests) >= most)
            {
                return false;
            }

            byte[] value = new byte[Length];
            BinaryPrimitives.WriteInt64LittleEndian(value, since.ToUnixTimeMilliseconds());
            BinaryPrimitives.WriteInt32LittleEndian(value.AsSpan(8), files + (isFile ? 1 : 0));
            BinaryPrimitives.WriteInt32LittleEndian(value.AsSpan(12), requests + (isFile ? 0 : 1));
            TimeSpan left = since + _hour - now;
            if (await states.TrySetAsync(connection, key, value, known?.Version ?? 0, left, cancellationToken).ConfigureAwait(false) is not null)
            {
                return true;
            }
        }

        return false;
    }

    static (DateTimeOffset Since, int Files, int Requests) Read(StateValue? known, DateTimeOffset now)
    {
        if (known is { Value.Length: Length } value)
        {
            ReadOnlySpan<byte> bytes = value.Value.Span;
            var since = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(bytes));
            if (since <= now && now < since + _hour)
            {
                return (since, BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]), BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]));
            }
        }

        return (now, 0, 0);
    }
}
