namespace HistoryImport.Media.Tests;

public sealed class MediaFolderTests : IDisposable
{
    readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("history-import-folder-");
    readonly MediaFolder _folder;

    public MediaFolderTests() => _folder = new MediaFolder(Path.Combine(_root.FullName, "media"));

    static ConnectionKey Connection => MediaHost.Connection;

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task StoreAsync_AnyFile_IsMovedThereAndComesBack()
    {
        VerifiedMedia media = Verified("abc.jpg", [1, 2, 3]);

        await _folder.StoreAsync(Connection, media);

        Assert.Equal([1, 2, 3], await ReadAsync(Connection, "abc.jpg"));
        Assert.False(File.Exists(media.Path));
        Assert.Single(Files());
    }

    [Fact]
    public async Task StoreAsync_SameNameAgain_TakesItsPlace()
    {
        await _folder.StoreAsync(Connection, Verified("abc", [1]));
        await _folder.StoreAsync(Connection, Verified("abc", [2, 2]));

        Assert.Equal([2, 2], await ReadAsync(Connection, "abc"));
        Assert.Single(Files());
    }

    [Fact]
    public async Task StoreAsync_ConnectionsWhoseNamesLookAlike_NeverShareAFile()
    {
        ConnectionKey[] connections =
        [
            new("acme", "a"), new("acme", "A"), new("Acme", "a"), new("acm", "ea"), new("acme/a", "b"), new("acme", "a/b"), new("..", ".."), new("acme ", "a"), new("acmé", "a"),
        ];
        foreach (ConnectionKey connection in connections)
        {
            await _folder.StoreAsync(connection, Verified("same", System.Text.Encoding.UTF8.GetBytes($"{connection.Tenant}|{connection.Name}")));
        }

        foreach (ConnectionKey connection in connections)
        {
            Assert.Equal($"{connection.Tenant}|{connection.Name}", System.Text.Encoding.UTF8.GetString(await ReadAsync(connection, "same")));
        }

        // Nor does a path tell whose it is, or lead elsewhere.
        Assert.Equal(connections.Length, Files().Length);
        Assert.All(Files(), path => Assert.Matches("^media/[0-9a-f]{32}/same$", path));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(".hidden")]
    [InlineData("../abc")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("/etc/passwd")]
    [InlineData("c:abc")]
    [InlineData("abc\0")]
    [InlineData("abc ")]
    [InlineData("é")]
    [InlineData("a\u202Egpj.exe")]
    public async Task AnyCall_NameThatIsNoneOfOurs_ThrowsAndTouchesNothing(string name)
    {
        VerifiedMedia media = Verified(name, [1]);

        await Assert.ThrowsAsync<ArgumentException>(() => _folder.StoreAsync(Connection, media).AsTask());
        Assert.Throws<ArgumentException>(() => _folder.OpenRead(Connection, name));
        Assert.ThrowsAny<ArgumentException>(() => { _ = _folder.RemoveAsync(Connection, name); });
        Assert.True(File.Exists(media.Path));
        Assert.Throws<ArgumentException>(() => _folder.OpenRead(Connection, new string('a', 129)));
    }

    [Fact]
    public async Task RemoveAsync_ThereOrNot_IsGone()
    {
        await _folder.RemoveAsync(Connection, "abc");
        await _folder.StoreAsync(Connection, Verified("abc", [1]));
        await _folder.StoreAsync(Connection, Verified("def", [1]));

        // What a dead process had half moved in is part of it.
        await File.WriteAllBytesAsync(PathOf("abc.part"), [1]);
        await _folder.RemoveAsync(Connection, "abc");
        await _folder.RemoveAsync(Connection, "abc");

        Assert.Null(_folder.OpenRead(Connection, "abc"));
        Assert.Equal(["def"], Files().Select(Path.GetFileName));
    }

    [Fact]
    public async Task StoreAsync_HalfFileOfADeadProcess_IsSweptOnceItIsOld()
    {
        await _folder.StoreAsync(Connection, Verified("abc", [1]));
        foreach ((string name, int minutes) in new[] { ("old.part", 11), ("young.part", 9) })
        {
            await File.WriteAllBytesAsync(PathOf(name), [1]);
            File.SetLastWriteTimeUtc(PathOf(name), File.GetLastWriteTimeUtc(PathOf("abc")) - TimeSpan.FromMinutes(minutes));
        }

        // Another process.
        await new MediaFolder(Path.Combine(_root.FullName, "media")).StoreAsync(Connection, Verified("def", [1]));

        Assert.Equal(["abc", "def", "young.part"], Files().Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Null(_folder.OpenRead(Connection, "old.part"));
    }

    [Fact]
    public async Task StoreAsync_Cancelled_LeavesNoFileUnderItsName()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _folder.StoreAsync(Connection, Verified("abc", [1]), cancel.Token).AsTask());

        Assert.Null(_folder.OpenRead(Connection, "abc"));
    }

    [Fact]
    public async Task RecoverAsync_FolderCannotBeWritten_SaysSoAndTriesAgain()
    {
        // A file lies where the folder is to be, as on a disk that takes nothing more.
        string path = Path.Combine(_root.FullName, "blocked");
        await File.WriteAllTextAsync(path, "");
        var sink = new MediaFolder(path);
        await using MediaHost host = await MediaHost.StartAsync();
        var file = EncryptedMedia.Random(1, 100);
        await host.WriteAsync(MediaHost.Message("A", file.Descriptor("/a?oe=1")));
        host.Serve(("/a?oe=1", file.Blob));
        host.Sink.BeforeStore = async () => await sink.StoreAsync(MediaHost.Connection, Verified("abc", [1]));

        MediaItem item = await host.RecoverAsync("A");
        Assert.Equal((MediaState.Available, MediaReason.SinkFailed), (item.State, item.Reason));
        Assert.Contains("could not be stored", item.ToSentence("en"), StringComparison.Ordinal);

        File.Delete(path);
        host.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(MediaState.Stored, (await host.RecoverAsync("A")).State);
    }

    VerifiedMedia Verified(string name, byte[] bytes)
    {
        string path = Path.Combine(_root.FullName, $"verified-{Guid.NewGuid():N}");
        File.WriteAllBytes(path, bytes);
        return new VerifiedMedia(name, path, bytes.Length);
    }

    string PathOf(string name) => Path.Combine(Directory.EnumerateDirectories(Path.Combine(_root.FullName, "media")).Single(), name);

    // Without what was not moved.
    string[] Files() =>
        [.. _root.EnumerateFiles("*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_root.FullName, file.FullName).Replace('\\', '/')).Where(path => path.StartsWith("media/", StringComparison.Ordinal))];

    async Task<byte[]> ReadAsync(ConnectionKey connection, string name)
    {
        await using Stream stream = _folder.OpenRead(connection, name)!;
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }
}
