using System.Security.Cryptography;
using System.Text;

namespace HistoryImport;

/// <summary>The host's secret that makes the marks of what was erased, so that nobody who has the database alone can tell who it was.</summary>
/// <remarks>Keep it outside of the database, and as long as the database: without it nothing that was erased is recognised, and imports fail. Every
/// instance that receives or imports has the same one. Immutable.</remarks>
public sealed class ErasureKey
{
    /// <summary>The fewest bytes that a key has.</summary>
    public const int MinBytes = 32;

    readonly byte[] _secret;

    /// <summary>Creates a key.</summary>
    /// <param name="secret">The secret, random, at least <see cref="MinBytes"/> bytes. It is copied.</param>
    /// <exception cref="ArgumentException">It is shorter.</exception>
    public ErasureKey(ReadOnlySpan<byte> secret)
    {
        if (secret.Length < MinBytes)
        {
            throw new ArgumentException($"A key has at least {MinBytes} random bytes. Make one by RandomNumberGenerator.GetBytes({MinBytes}), and keep it where secrets lie.", nameof(secret));
        }

        _secret = secret.ToArray();
    }

    /// <inheritdoc/>
    public override string ToString() => nameof(ErasureKey);

    /// <summary>Makes the mark of a text.</summary>
    internal string MarkOf(string text) => Convert.ToBase64String(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(text)));
}
