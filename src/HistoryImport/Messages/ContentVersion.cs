using System.Buffers.Binary;
using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>Decides which of two contents of one message stays: the greater one.</summary>
/// <remarks>
/// First by rank (what was edited already, then system notes, then unsupported, then content), then by a hash of the decoded fields, so that the
/// winner does not depend on who came first. Opaque to stores, which keep <see cref="ToBytes"/> and compare byte by byte.
/// The default value is "no content" and is less than every other.
/// </remarks>
[JsonConverter(typeof(TextJsonConverter<ContentVersion>))]
public readonly record struct ContentVersion : IComparable<ContentVersion>, IParsable<ContentVersion>
{
    /// <summary>The size of the byte form.</summary>
    public const int Length = 17;

    // The rank of no content, too: there the hash is zero.
    const byte EditedRank = 0;

    readonly byte _rank;
    readonly UInt128 _hash;

    internal ContentVersion(byte rank, UInt128 hash)
    {
        _rank = rank;
        _hash = hash;
    }

    /// <summary>Gets whether there is no content.</summary>
    public bool IsNone => this == default;

    /// <summary>Gets the version of the content of a message of which nothing is known but an edit: any other content replaces it.</summary>
    internal static ContentVersion EditAlone => new(EditedRank, UInt128.One);

    /// <summary>Computes the version of a content.</summary>
    public static ContentVersion Of(MessageContent? content) => content is null ? default : ContentHasher.Version(content);

    /// <summary>Computes the version of content that came marked as edited: what was sent first replaces it, whatever it is.</summary>
    internal static ContentVersion OfEdited(MessageContent content) =>
        // A hash is as good as never zero or one.
        new(EditedRank, ContentHasher.Version(content)._hash);

    /// <summary>Computes the version of content whose media the official business platform hands out by an id: what a socket tells of the same
    /// media, its key and its path, replaces it.</summary>
    internal static ContentVersion OfMediaById(MessageContent content)
    {
        // A hash is as good as never so small.
        ContentVersion version = ContentHasher.Version(content);
        return new(version._rank, version._hash >> 64);
    }

    /// <summary>Gets the version of content that the host wrote itself: no content of the same rank replaces it.</summary>
    /// <remarks>Live rows keep what they say; only what a host did not understand, or a system note, gives way to content.</remarks>
    /// <param name="kind">What the host's row is: any kind of content, <see cref="MessageKind.Unsupported"/>, or a note of the system.</param>
    public static ContentVersion OfHostRow(MessageKind kind) => new(ContentHasher.Rank(kind), UInt128.MaxValue);

    /// <summary>Reads the byte form.</summary>
    /// <exception cref="ArgumentException">The bytes are not <see cref="Length"/> long.</exception>
    public static ContentVersion FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Length
            ? new ContentVersion(bytes[0], BinaryPrimitives.ReadUInt128BigEndian(bytes[1..]))
            : throw new ArgumentException($"A content version has {Length} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Gets <see cref="Length"/> bytes that compare as the versions compare.</summary>
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
        if (destination.Length < Length)
        {
            throw new ArgumentException($"A content version needs {Length} bytes.", nameof(destination));
        }

        destination[0] = _rank;
        BinaryPrimitives.WriteUInt128BigEndian(destination[1..], _hash);
    }

    /// <summary>Gets the byte form in hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    static ContentVersion IParsable<ContentVersion>.Parse(string s, IFormatProvider? provider) =>
        TryParse(s, out ContentVersion value) ? value : throw new FormatException($"This is no ContentVersion: give {2 * Length} hexadecimal digits.");

    static bool IParsable<ContentVersion>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ContentVersion result) => TryParse(s, out result);

    static bool TryParse(string? text, out ContentVersion value)
    {
        Span<byte> bytes = stackalloc byte[Length];
        bool isOne = text?.Length == 2 * Length && Convert.FromHexString(text, bytes, out _, out _) == OperationStatus.Done;
        value = isOne ? FromBytes(bytes) : default;
        return isOne;
    }

    /// <inheritdoc/>
    public int CompareTo(ContentVersion other) => _rank != other._rank ? _rank.CompareTo(other._rank) : _hash.CompareTo(other._hash);

    /// <summary>Compares versions.</summary>
    public static bool operator <(ContentVersion left, ContentVersion right) => left.CompareTo(right) < 0;

    /// <summary>Compares versions.</summary>
    public static bool operator >(ContentVersion left, ContentVersion right) => left.CompareTo(right) > 0;

    /// <summary>Compares versions.</summary>
    public static bool operator <=(ContentVersion left, ContentVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Compares versions.</summary>
    public static bool operator >=(ContentVersion left, ContentVersion right) => left.CompareTo(right) >= 0;
}
