using System.Text;
using System.Text.Json;

namespace HistoryImport.Relational;

/// <summary>A media file as JSON, but for what has a column of its own and changes by itself.</summary>
static class MediaFileColumn
{
    static readonly Comparer<string> _byBytes =
        Comparer<string>.Create((one, other) => Encoding.UTF8.GetBytes(one).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other)));

    public static byte[] Write(MediaFile file) =>
        JsonSerializer.SerializeToUtf8Bytes(file with { Version = 0, AskedChat = null }, MediaJsonContext.Default.MediaFile);

    public static MediaFile Read(ReadOnlySpan<byte> json, long version, string? askedChat) =>
        JsonSerializer.Deserialize(json, MediaJsonContext.Default.MediaFile)! with { Version = version, AskedChat = askedChat };

    /// <summary>Gets a time as a column holds it.</summary>
    public static long? Milliseconds(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds();

    public static DateTimeOffset? Time(long? milliseconds) => milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;

    /// <summary>Puts the pages of several chats together.</summary>
    public static IReadOnlyList<MediaMessage> Page(IEnumerable<MediaMessage> messages, int count) =>
    [
        .. messages.OrderByDescending(message => message.Timestamp ?? long.MinValue).ThenBy(message => message.Key.Chat)
            .ThenBy(message => message.Key.Id, _byBytes).ThenBy(message => message.Key.FromMe).ThenBy(message => message.Key.Sender)
            .Take(count),
    ];

    /// <summary>Reads what a row says of its media.</summary>
    /// <param name="media">The descriptor, if any.</param>
    /// <param name="mediaId">The id of the official platform, if any.</param>
    public static MediaDescriptor Descriptor(MediaDescriptor? media, string? mediaId) => (media ?? new MediaDescriptor()) with { Id = mediaId ?? media?.Id };
}
