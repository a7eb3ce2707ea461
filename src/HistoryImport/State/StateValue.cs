using System.Text;

namespace HistoryImport;

/// <summary>A value of an <see cref="IStateStore"/>.</summary>
/// <param name="Value">The value.</param>
/// <param name="Version">Its version, greater than 0.</param>
public sealed record StateValue(ReadOnlyMemory<byte> Value, long Version)
{
    /// <summary>The most bytes of UTF-8 that a key has.</summary>
    public const int MaxKeyBytes = 512;

    /// <summary>The most bytes that a value has.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>Checks a key, for those who write a store.</summary>
    /// <exception cref="ArgumentException">It is empty, too long, or holds NUL, which not every database keeps.</exception>
    public static void CheckKey(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (key.Length > MaxKeyBytes || Encoding.UTF8.GetByteCount(key) > MaxKeyBytes || key.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException($"A state key has 1 to {MaxKeyBytes} bytes of UTF-8 and holds no NUL. Give another one.", nameof(key));
        }
    }

    /// <summary>Checks what is to be written, for those who write a store.</summary>
    /// <exception cref="ArgumentException">The key is none, the value is too long, or the version is less than 0.</exception>
    public static void Check(string key, ReadOnlyMemory<byte> value, long expectedVersion)
    {
        CheckKey(key);
        ArgumentOutOfRangeException.ThrowIfNegative(expectedVersion);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value.Length, MaxBytes, nameof(value));
    }

    /// <summary>Whether some bytes hold one of several texts.</summary>
    internal static bool Holds(ReadOnlySpan<byte> bytes, IReadOnlyCollection<byte[]> texts)
    {
        foreach (byte[] text in texts)
        {
            if (bytes.IndexOf(text) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
