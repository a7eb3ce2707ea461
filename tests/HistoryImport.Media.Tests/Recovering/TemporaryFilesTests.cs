using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HistoryImport.Media.Tests.Recovering;

public sealed class TemporaryFilesTests : IDisposable
{
    readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("history-import-temporary-");
    readonly ManualTimeProvider _time = new();

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task Create_WhatDeadProcessesLeft_IsSweptOnceAndWhatLivesStays()
    {
        string old = Left("history-import-media-1.part", 11), young = Left("history-import-media-2.part", 9), foreign = Left("other.part", 60);
        string held = Left("history-import-media-3.part", 60);
        await using var holder = new FileStream(held, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var files = new TemporaryFiles(new HistoryMediaOptions { TemporaryFolder = _root.FullName }, _time);

        using TemporaryFile first = files.Create();
        string later = Left("history-import-media-4.part", 60);
        using TemporaryFile second = files.Create();

        Assert.False(File.Exists(old));
        Assert.All(new[] { young, foreign, held, later, first.Path, second.Path }, path => Assert.True(File.Exists(path), path));
        Assert.NotEqual(first.Path, second.Path);
    }

    [Fact]
    public void Sweep_FolderThatIsNotThere_IsLeftAlone()
    {
        string folder = Path.Combine(_root.FullName, "later");

        new TemporaryFiles(new HistoryMediaOptions { TemporaryFolder = folder }, _time).Sweep();

        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void Create_OnUnix_IsForItsOwnerAlone()
    {
        using TemporaryFile file = new TemporaryFiles(new HistoryMediaOptions { TemporaryFolder = _root.FullName }, _time).Create();

        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file.Path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task WriteAsync_DiskIsFull_IsBrokenAndElseNot()
    {
        using TemporaryFile good = new TemporaryFiles(new HistoryMediaOptions { TemporaryFolder = _root.FullName }, _time).Create();
        await good.WriteAsync(new byte[10], CancellationToken.None);
        Assert.False(good.IsBroken);

        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no disk that is always full.");
        string link = Path.Combine(_root.FullName, "full");
        File.CreateSymbolicLink(link, "/dev/full");
        using var full = new TemporaryFile(new FileStream(link, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0));
        await Assert.ThrowsAnyAsync<IOException>(() => full.WriteAsync(new byte[10], CancellationToken.None).AsTask());
        Assert.True(full.IsBroken);
    }

    [Fact]
    public async Task RecoverAsync_TemporaryFolderCannotBeWritten_SaysSoAndTriesAgain()
    {
        string blocked = Path.Combine(_root.FullName, "blocked");
        await File.WriteAllTextAsync(blocked, "");
        using var logs = new HeardLogs();
        await using MediaHost host = await MediaHost.StartAsync(
            options => options.TemporaryFolder = blocked,
            more: builder => builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs)));
        var file = EncryptedMedia.Random(1, 100);
        await host.WriteAsync(MediaHost.Message("A", file.Descriptor("/a?oe=1")));
        host.Serve(("/a?oe=1", file.Blob));

        MediaItem item = await host.RecoverAsync("A");
        Assert.Equal((MediaState.Available, MediaReason.SinkFailed), (item.State, item.Reason));
        Assert.Single(logs.Lines, line => line.StartsWith("908 ", StringComparison.Ordinal) && line.Contains("TemporaryFolder", StringComparison.Ordinal));

        File.Delete(blocked);
        host.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(MediaState.Stored, (await host.RecoverAsync("A")).State);
        Assert.Empty(Directory.EnumerateFiles(blocked));
    }

    string Left(string name, int minutes)
    {
        string path = Path.Combine(_root.FullName, name);
        File.WriteAllText(path, "");
        File.SetLastWriteTimeUtc(path, _time.GetUtcNow().UtcDateTime - TimeSpan.FromMinutes(minutes));
        return path;
    }
}
