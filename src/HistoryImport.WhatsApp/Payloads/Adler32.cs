namespace HistoryImport.WhatsApp;

/// <summary>The checksum of zlib streams (RFC 1950).</summary>
static class Adler32
{
    const uint Modulus = 65521;

    // The most bytes after which neither sum can have overflowed.
    const int Stride = 5552;

    public static uint Compute(ReadOnlySpan<byte> data)
    {
        uint low = 1;
        uint high = 0;
        while (!data.IsEmpty)
        {
            ReadOnlySpan<byte> stride = data[..Math.Min(Stride, data.Length)];
            foreach (byte b in stride)
            {
                low += b;
                high += low;
            }

            low %= Modulus;
            high %= Modulus;
            data = data[stride.Length..];
        }

        return high << 16 | low;
    }
}
