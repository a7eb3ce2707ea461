namespace HistoryImport.Media.Tests.Fetching;

/// <summary>A server that never falls silent is not waited for without end, either.</summary>
public class IdleStreamTests
{
    const int BytesPerSecond = 32 * 1024;
    const int Reads = 10_000;

    static readonly TimeSpan _least = TimeSpan.FromMinutes(15);

    readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(null, 0)]
    [InlineData(1000L, 0)]
    [InlineData(3600L * BytesPerSecond, 3600)]
    public async Task ReadAsync_AByteNowAndThen_BreaksOffWhereAllOfItTakesTooLongForItsSize(long? length, int more)
    {
        await using var stream = new IdleStream(new Dripping(_time, 1), length, _time);
        DateTimeOffset start = _time.GetUtcNow();

        var error = await Assert.ThrowsAsync<IOException>(() => stream.CopyToAsync(Stream.Null));

        Assert.Contains("too long for its size", error.Message, StringComparison.Ordinal);
        TimeSpan bound = _least + TimeSpan.FromSeconds(more);
        Assert.InRange(_time.GetUtcNow() - start, bound + TimeSpan.FromTicks(1), bound + Dripping.Pause);
    }

    [Fact]
    public async Task ReadAsync_SlowFileOfUnknownLength_MayTakeAsLongAsFitsWhatCame()
    {
        await using var stream = new IdleStream(new Dripping(_time, (int)Dripping.Pause.TotalSeconds * BytesPerSecond), null, _time);
        DateTimeOffset start = _time.GetUtcNow();

        await stream.CopyToAsync(Stream.Null, (int)Dripping.Pause.TotalSeconds * BytesPerSecond);

        Assert.Equal(Reads * Dripping.Pause, _time.GetUtcNow() - start);
    }

    /// <summary>Hands out some bytes whenever a server would be said to be silent a moment later.</summary>
    sealed class Dripping(ManualTimeProvider time, int bytes) : MemoryStream
    {
        int _reads;

        public static TimeSpan Pause { get; } = IdleStream.LongestSilence - TimeSpan.FromSeconds(1);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_reads++ == Reads)
            {
                return new(0);
            }

            time.Advance(Pause);
            cancellationToken.ThrowIfCancellationRequested();
            return new(bytes);
        }
    }
}
