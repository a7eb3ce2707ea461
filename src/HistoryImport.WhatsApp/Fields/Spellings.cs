using System.Buffers.Binary;
using System.Text;

namespace HistoryImport.WhatsApp;

/// <summary>Texts that many messages repeat, such as the chat and who sent it: the last ones of each slot, one instance each.</summary>
/// <remarks>However many there are, no more are kept than there are slots, and each is short.</remarks>
sealed class Spellings
{
    const int Slots = 512;
    const int Longest = 64;

    readonly Known[] _known = new Known[Slots];

    /// <summary>Reads UTF-8 as <see cref="Texts.FromUtf8"/> does.</summary>
    public string FromUtf8(ReadOnlySpan<byte> bytes, ref Repairs repairs)
    {
        if (bytes.Length is 0 or > Longest)
        {
            return Texts.FromUtf8(bytes, ref repairs);
        }

        // What is not the same is not even looked at: it lies anywhere in memory.
        uint hash = Hash(bytes);
        ref Known known = ref _known[hash % Slots];
        if (known.Text is not { } text || known.Hash != hash || text.Length != bytes.Length || !Ascii.Equals(bytes, text))
        {
            text = Texts.FromUtf8(bytes, ref repairs);
            known = new Known(hash, text);
        }

        return text;
    }

    // Numbers differ in their digits, which stand in front.
    static uint Hash(ReadOnlySpan<byte> bytes)
    {
        ulong hash = (ulong)bytes.Length;
        ReadOnlySpan<byte> rest = bytes;
        for (; rest.Length > sizeof(ulong); rest = rest[sizeof(ulong)..])
        {
            hash = Mixed(hash, BinaryPrimitives.ReadUInt64LittleEndian(rest));
        }

        return (uint)(Mixed(hash, Last(bytes)) >> 32);
    }

    static ulong Mixed(ulong hash, ulong word)
    {
        const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;
        hash = (hash ^ word) * Multiplier;
        return hash ^ hash >> 32;
    }

    // The last eight, some of them once more.
    static ulong Last(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        >= sizeof(ulong) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[^sizeof(ulong)..]),
        >= sizeof(uint) => (ulong)BinaryPrimitives.ReadUInt32LittleEndian(bytes) << 32 | BinaryPrimitives.ReadUInt32LittleEndian(bytes[^sizeof(uint)..]),
        _ => (ulong)bytes[0] << 16 | (ulong)bytes[bytes.Length / 2] << 8 | bytes[^1],
    };

    readonly struct Known(uint hash, string text)
    {
        public readonly uint Hash = hash;
        public readonly string? Text = text;
    }
}
