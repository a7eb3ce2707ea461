using System.Security.Cryptography;
using System.Buffers;
using System.Text.Json;

namespace HistoryImport;

/// <summary>The durable form of a <see cref="HistoryMessage"/>, for caches that keep one.</summary>
/// <remarks>JSON with property names, so that an older version's entries stay readable. Thread-safe.</remarks>
public static class HistoryMessageSerializer
{
    /// <summary>The size of the fingerprint of what waits.</summary>
    /// <remarks>Those that differ in nothing but the last byte are acknowledgements of one message: a cache keeps the one whose last byte is
    /// greatest. Acknowledgements, and nothing else, begin with <see cref="StatusPrefixLength"/> zero bytes.</remarks>
    public const int FingerprintLength = SHA256.HashSizeInBytes;

    /// <summary>How many zero bytes the fingerprint of an acknowledgement begins with.</summary>
    public const int StatusPrefixLength = 8;

    /// <summary>Writes a message.</summary>
    public static byte[] Serialize(HistoryMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return JsonSerializer.SerializeToUtf8Bytes(message, HistoryJsonContext.Default.HistoryMessage);
    }

    /// <summary>Writes an amendment that begins to wait for its message, without where it stood in its source.</summary>
    /// <remarks>Where it stood does not make it another amendment: of those with one fingerprint a cache keeps one.</remarks>
    /// <param name="message">The amendment.</param>
    /// <param name="fingerprint">Is given <see cref="FingerprintLength"/> bytes.</param>
    /// <exception cref="ArgumentException">The fingerprint has another length.</exception>
    public static byte[] SerializeWaiting(HistoryMessage message, Span<byte> fingerprint)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (fingerprint.Length != FingerprintLength)
        {
            throw new ArgumentException($"A fingerprint has {FingerprintLength} bytes, not {fingerprint.Length}.", nameof(fingerprint));
        }

        byte[] bytes = Serialize(message with { Position = 0 });
        if (message.Amendment is { Kind: AmendmentKind.Status } told)
        {
            SHA256.HashData(Serialize(WhoseStatus(message, told)), fingerprint);
            fingerprint[..StatusPrefixLength].Clear();
            fingerprint[^1] = (byte)told.Status.GetValueOrDefault();
        }
        else
        {
            SHA256.HashData(bytes, fingerprint);
        }

        return bytes;
    }

    // Chat, id and direction; in groups, whose it is, if not ours. When and by whom the status was told makes no difference.
    static HistoryMessage WhoseStatus(HistoryMessage message, MessageAmendment told) => new()
    {
        RemoteJid = message.Chat,
        Id = message.Id,
        FromMe = message.FromMe,
        Participant = message.FromMe ? null : message.Participant,
        Amendment = new MessageAmendment { Kind = told.Kind, TargetId = told.TargetId, TargetFromMe = told.TargetFromMe },
    };

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
