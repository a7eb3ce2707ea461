using System.Buffers;
using System.Security.Cryptography;

namespace HistoryImport.AspNetCore;

/// <summary>A body that was read whole. What it took of the budget goes back with it.</summary>
sealed class ReceivedBody(ReadOnlySequence<byte> content, BodyBudget budget, long taken) : IDisposable
{
    long _taken = taken;

    public ReadOnlySequence<byte> Content => content;

    public byte[] Sha256() => Sha256Of(content);

    /// <summary>Gets its HMAC.</summary>
    public byte[] Hmac(HashAlgorithmName algorithm, ReadOnlySpan<byte> key) => Hash(content, IncrementalHash.CreateHMAC(algorithm, key));

    public void Dispose() => budget.GiveBack(Interlocked.Exchange(ref _taken, 0));

    /// <summary>Gets the SHA-256 of content, in however many pieces it lies.</summary>
    public static byte[] Sha256Of(ReadOnlySequence<byte> content) => Hash(content, IncrementalHash.CreateHash(HashAlgorithmName.SHA256));

    static byte[] Hash(ReadOnlySequence<byte> content, IncrementalHash hash)
    {
        using (hash)
        {
            foreach (ReadOnlyMemory<byte> piece in content)
            {
                hash.AppendData(piece.Span);
            }

            return hash.GetHashAndReset();
        }
    }
}
