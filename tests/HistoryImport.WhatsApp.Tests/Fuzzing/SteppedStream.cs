namespace HistoryImport.WhatsApp.Tests.Fuzzing;

/// <summary>Hands out pieces of a payload, and fails whoever goes on reading at its end: a hang shows as a count, not on a clock.</summary>
/// <remarks>Every other way to read comes down to this one.</remarks>
sealed class SteppedStream(byte[] payload, int piece) : MemoryStream(payload)
{
    const int MaxReadsAtEnd = 100;

    int _readsAtEnd;

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = base.Read(buffer, offset, Math.Min(piece, count));
        if (read == 0 && count > 0 && ++_readsAtEnd > MaxReadsAtEnd)
        {
            throw new InvalidOperationException("The decoder reads the end again and again.");
        }

        return read;
    }
}
