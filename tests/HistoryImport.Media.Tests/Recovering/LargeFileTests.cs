using HistoryImport.Tests;

namespace HistoryImport.Media.Tests.Recovering;

/// <summary>A file of any size takes the same memory.</summary>
[Trait("Size", "Long")]
public sealed class LargeFileTests(ITestOutputHelper output) : IDisposable
{
    // In MiB: as large as documents of WhatsApp get.
    static readonly int _size = LongRun.IsWanted ? 2048 : 96;

    readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("history-import-large-");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task RecoverAsync_LargeFile_TakesNoMoreMemoryThanASmallOne()
    {
        long small = await PeakAsync("small", 1);
        long large = await PeakAsync("large", _size);

        Assert.SkipWhen(small == 0, "This system does not tell how much memory a process had at most.");
        output.WriteLine($"{_size} MiB: {(large - small) / 1048576.0:F1} MiB more than for 1 MiB ({small / 1048576} MiB in all)");
        Assert.True(large - small < 50L * 1024 * 1024, $"{large} bytes at most, and {small} for a small file.");
    }

    async Task<long> PeakAsync(string name, int size)
    {
        var media = new LargeMedia(size);
        await using LocalServer server = await LocalServer.StartAsync();
        server.Answer = async context =>
        {
            context.Response.ContentLength = media.BlobLength;
            await media.WriteAsync(bytes => context.Response.Body.WriteAsync(bytes));
        };
        await using RecoveryWorld world = await RecoveryWorld.CreateAsync(_root.CreateSubdirectory(name).FullName, "sqlite", server.Port);
        await world.FillAsync([MediaHost.Message("L", await media.DescribeAsync("/large?oe=1"), kind: MessageKind.Document)]);

        Assert.Equal([$"L Stored None {media.Length}"], await world.RunAsync("recover", 0));

        Assert.Equal(media.Length, new FileInfo(Assert.Single(world.Files("media"))).Length);
        Assert.Empty(world.Files("temporary"));
        return world.PeakBytes;
    }
}
