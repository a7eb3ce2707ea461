using System.Security.Cryptography;
using System.Text;

namespace HistoryImport.AspNetCore;

/// <summary>Secrets that are shown as they are.</summary>
static class SecretText
{
    /// <summary>Compares in constant time: the hashes, so that not even the length is told.</summary>
    public static bool IsSame(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(one)), SHA256.HashData(Encoding.UTF8.GetBytes(other)));
}
