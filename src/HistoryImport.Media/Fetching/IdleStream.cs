namespace HistoryImport.Media;

/// <summary>The body of an answer. It breaks off where nothing comes for long, and where all of it takes too long for its size.</summary>
sealed class IdleStream(Stream inner, long? length, TimeProvider time) : Stream
{
    /// <summary>How long nothing may come.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);

    // Slower than this nobody waits: a quarter of an hour for what is small, and sixteen hours for what is as large as it gets.
    const int LeastBytesPerSecond = 32 * 1024;
    static readonly TimeSpan _least = TimeSpan.FromMinutes(15);

    // One for all reads: a large file has a hundred thousand of them.
    readonly CancellationTokenSource _silence = new(Timeout.InfiniteTimeSpan, time);
    readonly long _start = time.GetTimestamp();
    long _count;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _silence.CancelAfter(LongestSilence);
        CancellationTokenRegistration cancelled = cancellationToken.UnsafeRegister(static silence => ((CancellationTokenSource)silence!).Cancel(), _silence);
        try
        {
            int count = await inner.ReadAsync(buffer, _silence.Token).ConfigureAwait(false);
            _count += count;
            return time.GetElapsedTime(_start) <= _least + TimeSpan.FromSeconds(Math.Max(_count, length ?? 0) / LeastBytesPerSecond)
                ? count
                : throw new IOException("The file takes too long for its size.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException("Nothing came of the file for too long.");
        }
        finally
        {
            await cancelled.DisposeAsync().ConfigureAwait(false);
            _silence.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            _silence.Dispose();
        }

        base.Dispose(disposing);
    }
}
