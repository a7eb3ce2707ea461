namespace HistoryImport.WhatsApp;

/// <summary>A window on a stream.</summary>
sealed class StreamWindow(Stream stream) : PayloadWindow(FirstSize)
{
    const int FirstSize = 256 * 1024;

    // Many small reads would make whoever looks for the end of something start over as often.
    protected override async ValueTask<int> ReadAsync(Memory<byte> free, CancellationToken cancellationToken)
    {
        int read = await stream.ReadAtLeastAsync(free, free.Length / 2, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        IsAtEnd = read < free.Length / 2;
        return read;
    }
}
