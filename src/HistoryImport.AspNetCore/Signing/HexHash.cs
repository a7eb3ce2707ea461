using System.Security.Cryptography;

namespace HistoryImport.AspNetCore;

/// <summary>Hashes in hexadecimal.</summary>
static class HexHash
{
    /// <summary>Compares a hash with what a sender says it is, in constant time.</summary>
    public static bool IsSame(ReadOnlySpan<byte> expected, ReadOnlySpan<char> said)
    {
        Span<byte> bytes = stackalloc byte[64];
        return said.Length == expected.Length * 2
            && Convert.FromHexString(said, bytes, out _, out int written) == System.Buffers.OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(expected, bytes[..written]);
    }

    public static bool IsSha256(string? text) => text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower);
}
