using System.Buffers.Binary;
using System.IO.Compression;

namespace HistoryImport.WhatsApp;

/// <summary>Inflates a zlib blob whole and verifies its checksum before anything of it is used.</summary>
/// <remarks><see cref="ZLibStream"/> takes a truncated stream for a complete one, and hands out wrong bytes before it finds the checksum wrong.</remarks>
static class ZlibPayload
{
    const int HeaderSize = 2;

    /// <exception cref="HistoryFormatException">The blob is truncated, damaged, or larger than the limit.</exception>
    public static async ValueTask<PooledPayload> InflateAsync(Stream stream, SpareBuffer spare, int limit, CancellationToken cancellationToken)
    {
        byte[] header = new byte[HeaderSize];
        await stream.ReadExactlyAsync(header, cancellationToken).ConfigureAwait(false);
        var payload = new PooledPayload(spare);
        try
        {
            var body = new HoldbackStream(stream, sizeof(uint));
            await using (body.ConfigureAwait(false))
            {
                await InflateAsync(body, payload, limit, cancellationToken).ConfigureAwait(false);
                await DrainAsync(body, cancellationToken).ConfigureAwait(false);
                if (body.Held.Length < sizeof(uint) || BinaryPrimitives.ReadUInt32BigEndian(body.Held) != Adler32.Compute(payload.Span))
                {
                    throw new HistoryFormatException(0, "the compressed data is truncated or damaged, its checksum does not match. Nothing of it was used.");
                }
            }

            return payload;
        }
        catch
        {
            payload.Dispose();
            throw;
        }
    }

    static async ValueTask InflateAsync(HoldbackStream body, PooledPayload payload, int limit, CancellationToken cancellationToken)
    {
        var inflater = new DeflateStream(body, CompressionMode.Decompress, leaveOpen: true);
        await using (inflater.ConfigureAwait(false))
        {
            try
            {
                if (!await payload.TryReadAsync(inflater, limit, cancellationToken).ConfigureAwait(false))
                {
                    throw new HistoryFormatException(0, $"it inflates to more than {limit} bytes. Nothing of it was used. Raise MaxInflatedBytes if it is genuine.");
                }
            }
            catch (InvalidDataException)
            {
                throw new HistoryFormatException(0, "the compressed data is damaged. Nothing of it was used.");
            }
        }
    }

    // What follows the data is the checksum and nothing else; anything more makes the checksum wrong.
    static async ValueTask DrainAsync(HoldbackStream body, CancellationToken cancellationToken)
    {
        byte[] rest = new byte[4096];
        while (await body.ReadAsync(rest, cancellationToken).ConfigureAwait(false) > 0)
        {
        }
    }
}
