using System.Buffers;
using System.Text.Json;

namespace HistoryImport;

/// <summary>The durable form of a <see cref="HistoryMessage"/>, for caches that keep one.</summary>
/// <remarks>JSON with property names, so that an older version's entries stay readable. Thread-safe.</remarks>
public static class HistoryMessageSerializer
{
    /// <summary>Writes a message.</summary>
    public static byte[] Serialize(HistoryMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return JsonSerializer.SerializeToUtf8Bytes(message, HistoryJsonContext.Default.HistoryMessage);
    }

    /// <summary>Reads a message.</summary>
    /// <exception cref="FormatException">The bytes are not the form of a message.</exception>
    public static HistoryMessage Deserialize(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, HistoryJsonContext.Default.HistoryMessage)
                ?? throw new FormatException("A cache entry is empty. It was not written by this library, or the database is damaged.");
        }
        catch (JsonException error)
        {
            // The inner message may quote the payload.
            throw new FormatException($"A cache entry is not readable at byte {error.BytePositionInLine}. The database is damaged, or newer than this version.");
        }
    }
}
