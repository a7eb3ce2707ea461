using System.Buffers.Binary;
using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Blake3;

namespace HistoryImport;

/// <summary>Stands for what one report says of a message, but for its chat, its edit and its reactions.</summary>
/// <remarks>
/// Two reports of one chat with the same digest are about the same message and say the same. A row covers, for ever, every report that was
/// merged into it: a store that keeps the digest of one of them, the last for choice, finds a repeat by it without reading the row. The
/// sender is part of it: a row that is moved to another sender loses its digest. Nobody can make a message with the digest of another
/// (BLAKE3). The default value is the digest of no report.
/// </remarks>
[JsonConverter(typeof(TextJsonConverter<MessageDigest>))]
public readonly record struct MessageDigest : IParsable<MessageDigest>
{
    /// <summary>The size of the byte form.</summary>
    public const int Length = 16;

    const int UsualSize = 512;

    const byte WireIdTag = 0;
    const byte LiveTag = 1;
    const byte MediaIdTag = 2;
    const string Live = "live";

    readonly UInt128 _hash;

    MessageDigest(UInt128 hash) => _hash = hash;

    /// <summary>Computes the digest of a report.</summary>
    public static MessageDigest Of(MessageUpsert item)
    {
        ArgumentNullException.ThrowIfNull(item);
        int maxSize = MaxSize(item);
        byte[]? rented = maxSize <= UsualSize ? null : ArrayPool<byte>.Shared.Rent(maxSize);
        Span<byte> buffer = rented ?? stackalloc byte[UsualSize];
        try
        {
            int length = Write(item, buffer);
            Span<byte> hash = stackalloc byte[Length];
            Hasher.Hash(buffer[..length], hash);
            return FromBytes(hash);
        }
        finally
        {
            if (rented is not null)
            {
                // The form holds names.
                ArrayPool<byte>.Shared.Return(rented, clearArray: true);
            }
        }
    }

    /// <summary>Reads the byte form.</summary>
    /// <exception cref="ArgumentException">The bytes are not <see cref="Length"/> long.</exception>
    public static MessageDigest FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Length
            ? new MessageDigest(BinaryPrimitives.ReadUInt128BigEndian(bytes))
            : throw new ArgumentException($"A digest has {Length} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Gets <see cref="Length"/> bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Writes the byte form.</summary>
    /// <exception cref="ArgumentException">The destination is shorter than <see cref="Length"/>.</exception>
    public void CopyTo(Span<byte> destination)
    {
        if (!BinaryPrimitives.TryWriteUInt128BigEndian(destination, _hash))
        {
            throw new ArgumentException($"A digest needs {Length} bytes.", nameof(destination));
        }
    }

    /// <summary>Gets the byte form in hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    static MessageDigest IParsable<MessageDigest>.Parse(string s, IFormatProvider? provider) =>
        TryParse(s, out MessageDigest value) ? value : throw new FormatException($"This is no MessageDigest: give {2 * Length} hexadecimal digits.");

    static bool IParsable<MessageDigest>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out MessageDigest result) => TryParse(s, out result);

    static bool TryParse(string? text, out MessageDigest value)
    {
        Span<byte> bytes = stackalloc byte[Length];
        bool isOne = text?.Length == 2 * Length && Convert.FromHexString(text, bytes, out _, out _) == OperationStatus.Done;
        value = isOne ? FromBytes(bytes) : default;
        return isOne;
    }

    static int MaxSize(MessageUpsert item)
    {
        const int FixedFields = 5;
        const int OptionalFields = 3;
        return FixedFields * FieldForm.MaxFixedSize + FieldForm.MaxSize(item.Key.Id) + FieldForm.MaxSize(item.Key.Sender.Value)
            + FieldForm.MaxSize(item.PushName) + FieldForm.MaxSize(item.WireChat)
            + (item.WireId is null && item.MediaId is null ? 0
                : OptionalFields * FieldForm.TagSize + FieldForm.MaxSize(item.WireId?.Id) + FieldForm.MaxSize(Live) + FieldForm.MaxSize(item.MediaId));
    }

    static int Write(MessageUpsert item, Span<byte> buffer)
    {
        var form = new FieldForm(buffer);
        form.Write(item.Key.Id);
        form.Write(item.Key.FromMe ? 1 : 0);
        form.Write(item.Key.Sender.Value);
        form.Write(item.Version);
        form.Write(item.Timestamp);
        form.Write((long?)item.Status);
        form.Write(item.PushName);
        form.Write(item.IsRevoked ? 1 : 0);
        form.Write(item.WireChat);
        form.AppendOptional(WireIdTag, item.WireId?.Id);
        form.AppendOptional(LiveTag, item.WireId is { IsLive: true } ? Live : null);
        form.AppendOptional(MediaIdTag, item.MediaId);
        return form.Length;
    }
}
