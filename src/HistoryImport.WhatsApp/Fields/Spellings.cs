using System.Buffers.Binary;
using System.Text;

namespace HistoryImport.WhatsApp;

/// <summary>Texts that many messages repeat, such as the chat and who sent it: the last ones of each slot, one instance each.</summary>
/// <remarks>However many there are, no more are kept than there are slots, and each is short.</remarks>
sealed class Spellings
{
    const int Slots = 512;
    const int Longest = 64;

    readonly string?[] _known = new string?[Slots];

    /// <summary>Reads UTF-8 as <see cref="Texts.FromUtf8"/> does.</summary>
    public string FromUtf8(ReadOnlySpan<byte> bytes, ref Repairs repairs)
    {
        if (bytes.Length is 0 or > Longest)
        {
            return Texts.FromUtf8(bytes, ref repairs);
        }

        ref string? known = ref _known[Slot(bytes)];
        if (known is null || known.Length != bytes.Length || !Ascii.Equals(bytes, known))
        {
            known = Texts.FromUtf8(bytes, ref repairs);
        }

        return known;
    }

    // Numbers differ in their digits, which stand in front.
    static int Slot(ReadOnlySpan<byte> bytes)
    {
        const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;
        ulong hash = (ulong)bytes.Length;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes)) * Multiplier;
            hash ^= hash >> 32;
        }

        foreach (byte b in bytes)
        {
            hash = (hash ^ b) * Multiplier;
        }

        return (int)(hash >> 48) % Slots;
    }
}
