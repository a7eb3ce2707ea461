namespace HistoryImport.Testing.Xunit;

/// <summary>What every <see cref="IMediaLedger"/> must do. A store's tests derive from this class and say how to make a store.</summary>
public abstract partial class MediaLedgerContract : IAsyncLifetime
{
    static readonly DateTimeOffset _now = DateTimeOffset.FromUnixTimeSeconds(Some.Time);

    static readonly ConnectionKey _other = new("tenant", "other");

    /// <summary>Gets the store of this test.</summary>
    protected IMessageStore Store { get; private set; } = null!;

    IMediaLedger Ledger => Store.MediaLedger!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Store = await CreateStoreAsync();

    /// <summary>Disposes of what the test made. Called after each test.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>Makes an empty store that has a media ledger.</summary>
    protected abstract ValueTask<IMessageStore> CreateStoreAsync();

    [Fact]
    public async Task FindMessagesAsync_MessagesWithMedia_AreThoseThatAreThere()
    {
        MessageUpsert picture = Picture("A");
        await WriteAsync(picture, Some.Text(key: Some.Key("TEXT")), Picture("B"), Picture("GONE") with { IsRevoked = true });
        await WriteAsync(_other, Picture("C"));

        IReadOnlyList<MediaMessage> found = await Ledger.FindMessagesAsync(
            Some.Connection, [Some.Key("A"), Some.Key("TEXT"), Some.Key("C"), Some.Key("GONE"), Some.Key("A", fromMe: true), Some.Key("A", Some.Number(2))]);

        MediaMessage one = Assert.Single(found);
        Assert.Equal((picture.Key, MessageKind.Image, Some.Time, Some.Contact.Value), (one.Key, one.Kind, one.Timestamp, one.WireChat));
        Assert.Equal((picture.Content!.Media!.DirectPath, 5L), (one.Media.DirectPath, one.Media.Size));
        Assert.Equal(picture.Content.Media.Key, one.Media.Key);
        Assert.Equal(new byte[] { 1, 2 }, one.Raw.ToArray());
        Assert.Empty(await Ledger.FindMessagesAsync(Some.Connection, []));
        Assert.Empty(await Ledger.FindMessagesAsync(new ConnectionKey("tenant", "unknown"), [Some.Key("A")]));
    }

    [Fact]
    public async Task FindMessagesAsync_OfficialMedia_HasItsId()
    {
        await WriteAsync(Picture("A") with { MediaId = "123" });

        Assert.Equal("123", Assert.Single(await Ledger.FindMessagesAsync(Some.Connection, [Some.Key("A")])).Media.Id);
    }

    [Fact]
    public async Task ListMessagesAsync_PageByPage_AreAllOfTheChatNewestFirst()
    {
        var random = new Random(3);
        MessageUpsert[] pictures =
        [
            .. Enumerable.Range(0, 60).Select(i => Picture($"{random.Next(30):D2}é", i % 3 == 0 ? Some.Lid(1) : Some.Contact) with
            {
                Timestamp = i % 10 == 0 ? null : Some.Time + random.Next(5),
            }).DistinctBy(picture => picture.Key),
            Some.Text(key: Some.Key("TEXT")),
            Picture("ELSEWHERE", Some.Number(2)),
        ];
        await WriteAsync(pictures);
        await WriteAsync(_other, Picture("OTHER"));

        var query = new MediaQuery { Chats = [Some.Contact, Some.Lid(1)], Count = 7 };
        var listed = new List<MediaMessage>();
        while (await Ledger.ListMessagesAsync(Some.Connection, query) is { Count: > 0 } page)
        {
            Assert.True(page.Count <= 7);
            listed.AddRange(page);
            query = query with { After = page[^1] };
        }

        MessageKey[] expected =
        [
            .. pictures[..^2].OrderByDescending(picture => picture.Timestamp ?? long.MinValue).ThenBy(picture => picture.Key.Chat)
                .ThenBy(picture => picture.Key.Id, StringComparer.Ordinal).Select(picture => picture.Key),
        ];
        Assert.Equal(expected, listed.Select(message => message.Key));
        Assert.Equal(
            pictures.Count(picture => picture.Key.Chat == Some.Contact && picture.Content!.Media is not null && picture.Timestamp <= Some.Time + 1),
            (await Ledger.ListMessagesAsync(Some.Connection, new MediaQuery { Chats = [Some.Contact], From = Some.Time, To = Some.Time + 1 })).Count);
    }

    [Fact]
    public async Task ReferAsync_MessageIsThere_MakesTheFileOnce()
    {
        await WriteAsync(Picture("A"), Picture("B"));

        MediaFile? first = Assert.Single(await ReferAsync("A"));
        MediaFile? second = Assert.Single(await ReferAsync("B", "file", name: "another"));

        Assert.Equal((1L, "name file", MediaState.Available), (first!.Version, first.Name, first.State));
        Assert.Equal(first.Name, second!.Name);
        Assert.Equal(first.Name, Assert.Single(await Ledger.FindAsync(Some.Connection, ["file", "none"])).Name);
        Assert.Empty(await Ledger.FindAsync(_other, ["file"]));
        Assert.True(await Ledger.HasOpenAsync(Some.Connection));
        Assert.False(await Ledger.HasOpenAsync(_other));
    }

    [Fact]
    public async Task ReferAsync_MessageIsNotThere_MakesNothing()
    {
        await WriteAsync(Picture("A"), Some.Text(key: Some.Key("TEXT")));

        IReadOnlyList<MediaFile?> files = await Ledger.ReferAsync(
            Some.Connection,
            [Reference("NONE", "1"), Reference("A", "2"), Reference("TEXT", "3"), new MediaReference(Some.Key("A", fromMe: true), File("4")), Reference("A", "5")]);

        Assert.Equal([null, "2", null, null, "5"], files.Select(file => file?.Id));
        Assert.Equal(["2", "5"], (await Ledger.FindAsync(Some.Connection, ["1", "2", "3", "4", "5"])).Select(file => file.Id).Order());
        Assert.Empty(await Ledger.ReferAsync(Some.Connection, []));
        Assert.Equal([null], await Ledger.ReferAsync(new ConnectionKey("tenant", "new"), [Reference("A", "1")]));
    }

    [Fact]
    public async Task TryWriteAsync_AllOfAFile_ComesBack()
    {
        await WriteAsync(Picture("A"));
        MediaFile file = (await ReferAsync("A"))[0]! with
        {
            State = MediaState.Requested, Reason = MediaReason.PhoneFailed, Since = _now, DueAt = _now.AddSeconds(1), Kind = MessageKind.Voice, IsPlain = true,
            Media = new MediaDescriptor { Key = [1], Sha256 = [2], EncryptedSha256 = [3], DirectPath = "/p?x=y", Id = "id", Size = 7, MimeType = "audio/ogg" },
            PathRank = 4, Length = 6, Failures = 1, Mismatches = 2, Requests = 3, AskedAt = _now, AskedId = "A", AskedChat = Some.Contact.Value,
        };

        MediaFile written = (await Ledger.TryWriteAsync(Some.Connection, file))!;

        Assert.Equal(file.Version + 1, written.Version);
        MediaFile read = Assert.Single(await Ledger.FindAsync(Some.Connection, ["file"]));
        Assert.Equal(written with { Media = read.Media }, read);
        Assert.Equal("[1] [2] [3] /p?x=y id 7 audio/ogg", Told(read.Media));
        Assert.Equal(["file"], (await Ledger.FindByMessageAsync(Some.Connection, "A")).Select(one => one.Id));
        Assert.Empty(await Ledger.FindByMessageAsync(Some.Connection, "B"));

        static string Told(MediaDescriptor media) =>
            $"[{media.Key![0]}] [{media.Sha256![0]}] [{media.EncryptedSha256![0]}] {media.DirectPath} {media.Id} {media.Size} {media.MimeType}";
    }

    [Fact]
    public async Task TryWriteAsync_SomebodyWroteInBetween_WritesNothing()
    {
        await WriteAsync(Picture("A"));
        MediaFile read = (await ReferAsync("A"))[0]!;

        MediaFile?[] written = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(
            () => Ledger.TryWriteAsync(Some.Connection, read with { Failures = i }).AsTask())));

        Assert.Equal(written.Single(one => one is not null)!.Failures, Assert.Single(await Ledger.FindAsync(Some.Connection, ["file"])).Failures);
        Assert.Null(await Ledger.TryWriteAsync(Some.Connection, read with { Id = "none" }));
        Assert.Null(await Ledger.TryWriteAsync(_other, read));
        Assert.Null(await Ledger.TryWriteAsync(new ConnectionKey("tenant", "new"), read));
    }

    [Fact]
    public async Task ListDueAsync_SomeAreDue_TheLongestFirst()
    {
        await WriteAsync(Picture("A"));
        DateTimeOffset?[] due = [null, _now, _now.AddSeconds(-1), _now.AddSeconds(1)];
        await Ledger.ReferAsync(Some.Connection, [.. due.Select((time, i) => new MediaReference(Some.Key("A"), File($"{i}") with { DueAt = time }))]);

        Assert.Equal(["2", "1"], (await Ledger.ListDueAsync(Some.Connection, _now, 10)).Select(file => file.Id));
        Assert.Equal(["2"], (await Ledger.ListDueAsync(Some.Connection, _now, 1)).Select(file => file.Id));
        Assert.Empty(await Ledger.ListDueAsync(_other, _now, 10));
        Assert.Equal([Some.Connection], await Ledger.ListConnectionsAsync(_now));
        Assert.Empty(await Ledger.ListConnectionsAsync(_now.AddSeconds(-2)));
    }

    [Fact]
    public async Task HasOpenAsync_AllAreStored_IsFalse()
    {
        await WriteAsync(Picture("A"));
        MediaFile file = (await ReferAsync("A"))[0]!;
        await Ledger.TryWriteAsync(Some.Connection, file with { State = MediaState.Stored });

        Assert.False(await Ledger.HasOpenAsync(Some.Connection));
    }

    static MessageUpsert Picture(string id, Jid? chat = null, Jid sender = default)
    {
        var content = new MessageContent
        {
            Kind = MessageKind.Image,
            Media = new MediaDescriptor { Key = new byte[32], DirectPath = $"/v/{id}?oe=65F0A000", Size = 5 },
            Raw = new byte[] { 1, 2 },
        };
        return Some.Content(content, Some.Key(id, chat, sender)) with { WireChat = (chat ?? Some.Contact).Value };
    }

    static MediaFile File(string id, string? name = null) => new() { Id = id, Name = name ?? $"name {id}", Media = new MediaDescriptor() };

    static MediaReference Reference(string message, string file) => new(Some.Key(message), File(file));

    ValueTask<IReadOnlyList<MediaFile?>> ReferAsync(string message, string file = "file", string? name = null) =>
        Ledger.ReferAsync(Some.Connection, [new MediaReference(Some.Key(message), File(file, name))]);

    Task WriteAsync(params MessageUpsert[] items) => WriteAsync(Some.Connection, items);

    async Task WriteAsync(ConnectionKey connection, params MessageUpsert[] items) =>
        await Store.UpsertAsync(connection, new MessageBatch { Items = items });
}
