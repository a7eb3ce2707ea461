using System.Buffers;
using System.Security.Cryptography;
using Write = System.Func<System.ReadOnlyMemory<byte>, System.Threading.CancellationToken, System.Threading.Tasks.ValueTask>;

namespace HistoryImport.Media;

/// <summary>Decrypts a file on its way to somewhere, and tells at its end whether it is the one. Until then nothing of it may be shown.</summary>
/// <remarks>Memory is the same for any size: the mac of all of it stands at its end, and what is held back is a block and that.</remarks>
sealed class MediaDecryptor(ExpectedMedia expected)
{
    const int MacBytes = 10;
    const int BlockBytes = 16;
    const int PieceBytes = 128 * 1024;

    // As short as a file can be: a block of padding alone.
    const int Least = BlockBytes + MacBytes;

    /// <summary>Copies a file.</summary>
    /// <param name="source">The file as the servers hand it out.</param>
    /// <param name="write">Gets it decrypted, piece by piece.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async ValueTask<MediaVerdict> CopyAsync(Stream source, Write write, CancellationToken cancellationToken)
    {
        byte[] piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        byte[] plain = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            return expected.Key is { } key
                ? await DecryptAsync(source, write, key, piece, plain, cancellationToken).ConfigureAwait(false)
                : await CopyPlainAsync(source, write, piece, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece, clearArray: true);
            ArrayPool<byte>.Shared.Return(plain, clearArray: true);
        }
    }

    async ValueTask<MediaVerdict> CopyPlainAsync(Stream source, Write write, byte[] piece, CancellationToken cancellationToken)
    {
        if (expected.Sha256 is null)
        {
            return new MediaVerdict(MediaReason.NothingToVerify, 0);
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long length = 0;
        while (await source.ReadAsync(piece.AsMemory(0, PieceBytes), cancellationToken).ConfigureAwait(false) is var count and > 0)
        {
            if ((length += count) > expected.MaxBytes)
            {
                return new MediaVerdict(MediaReason.TooLarge, length);
            }

            hash.AppendData(piece, 0, count);
            await write(piece.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
        }

        return new MediaVerdict(IsHash(hash, expected.Sha256) ? MediaReason.None : MediaReason.WrongHash, length);
    }

    async ValueTask<MediaVerdict> DecryptAsync(
        Stream source, Write write, byte[] key, byte[] piece, byte[] plain, CancellationToken cancellationToken)
    {
        using var pass = new MediaPass(MediaKeys.Of(key, expected.Use));
        long total = 0;
        int held = 0;
        bool isOver = false;
        while (!isOver)
        {
            int count = await source.ReadAtLeastAsync(piece.AsMemory(held, PieceBytes - held), PieceBytes - held, throwOnEndOfStream: false, cancellationToken)
                .ConfigureAwait(false);
            isOver = held + count < PieceBytes;
            held += count;
            if ((total += count) > expected.MaxBytes)
            {
                return new MediaVerdict(MediaReason.TooLarge, total);
            }

            if (!isOver)
            {
                // The last block and the mac are held back: which they are is known at the end.
                int whole = (held - Least) / BlockBytes * BlockBytes;
                pass.Decrypt(piece, whole, plain);
                await write(plain.AsMemory(0, whole), cancellationToken).ConfigureAwait(false);
                piece.AsSpan(whole, held - whole).CopyTo(piece);
                held -= whole;
            }
        }

        MediaVerdict verdict = Finish(pass, piece.AsSpan(0, held), plain, total, out int rest);
        if (verdict.IsVerified)
        {
            await write(plain.AsMemory(0, rest), cancellationToken).ConfigureAwait(false);
        }

        return verdict;
    }

    // In this order: a file that is not whole has no mac; only what has the right one is what its sender made; only what has the right hashes is what they meant.
    MediaVerdict Finish(MediaPass pass, ReadOnlySpan<byte> last, byte[] plain, long total, out int rest)
    {
        rest = 0;
        if (last.Length < Least || (last.Length - MacBytes) % BlockBytes != 0)
        {
            pass.AppendRaw(last);
            return Wrong(MediaReason.WrongLength, pass, total);
        }

        int encrypted = last.Length - MacBytes;
        pass.Decrypt(last[..encrypted], plain);
        bool isMac = CryptographicOperations.FixedTimeEquals(pass.Mac().AsSpan(0, MacBytes), last[encrypted..]);
        pass.AppendRaw(last[encrypted..]);
        if (!isMac)
        {
            return Wrong(MediaReason.WrongMac, pass, total);
        }

        if (expected.EncryptedSha256 is { } whole && !CryptographicOperations.FixedTimeEquals(pass.RawHash(), whole))
        {
            return new MediaVerdict(MediaReason.WrongEncryptedHash, total);
        }

        int padding = plain[encrypted - 1];
        if (padding is < 1 or > BlockBytes || plain.AsSpan(encrypted - padding, padding).IndexOfAnyExcept((byte)padding) >= 0)
        {
            return new MediaVerdict(MediaReason.WrongPadding, total);
        }

        rest = encrypted - padding;
        pass.AppendPlain(plain.AsSpan(0, rest));
        long length = total - MacBytes - padding;
        return new MediaVerdict(expected.Sha256 is { } hash && !IsHash(pass.PlainHash, hash) ? MediaReason.WrongHash : MediaReason.None, length);
    }

    // Voice notes of channels hold a key, and are not encrypted all the same.
    MediaVerdict Wrong(MediaReason reason, MediaPass pass, long total) =>
        new(reason, total) { IsPlain = expected.Sha256 is { } hash && CryptographicOperations.FixedTimeEquals(pass.RawHash(), hash) };

    static bool IsHash(IncrementalHash hash, byte[] wanted) => CryptographicOperations.FixedTimeEquals(hash.GetHashAndReset(), wanted);
}
