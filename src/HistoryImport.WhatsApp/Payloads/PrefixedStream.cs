namespace HistoryImport.WhatsApp;

/// <summary>A stream from its start, although the first bytes have been looked at.</summary>
sealed class PrefixedStream(PayloadWindow window, Stream rest) : ForwardStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count = Math.Min(buffer.Length, window.Unread.Length);
        if (count == 0)
        {
            return rest.ReadAsync(buffer, cancellationToken);
        }

        window.Unread[..count].CopyTo(buffer.Span);
        window.Advance(count);
        return new ValueTask<int>(count);
    }
}
