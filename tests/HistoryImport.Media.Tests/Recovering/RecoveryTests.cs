using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Media.Tests.Recovering;

public sealed class RecoveryTests : IAsyncLifetime
{
    const string Path = SomeFile.Path;
    const string Fresher = "/v/t62.7118-24/1234_n.enc?ccb=11-4&oh=02&oe=66F0A000";

    readonly EncryptedMedia _file = EncryptedMedia.Random(1, 5000);
    MediaHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await MediaHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task RecoverAsync_FileIsThere_IsVerifiedAndStoredOnce()
    {
        byte[] picture = [0xFF, 0xD8, 0xFF, 1, 2];
        await _host.WriteAsync(MediaHost.Message("A", _file.Descriptor(Path), raw: System.Text.Encoding.UTF8.GetBytes($$$"""{"x":{"jpegThumbnail":"{{{Convert.ToBase64String(picture)}}}"}}""")));
        _host.Serve((Path, _file.Blob));
        var told = new List<MediaItem>();

        MediaResult result = await _host.Recovery.RecoverAsync(MediaHost.Connection, new MediaOrder { Messages = [MediaHost.Key("A")] }, new Heard(told));

        MediaItem item = Assert.Single(result.Items);
        Assert.Equal((MediaState.Stored, 5000L), (item.State, item.Length));
        Assert.Equal(_file.Plain, Assert.Single(_host.Sink.Files).Value);
        Assert.EndsWith(".jpg", item.Name, StringComparison.Ordinal);
        Assert.Equal([MediaState.Available, MediaState.Fetching, MediaState.Stored], told.Select(one => one.State));
        Assert.All(told, one => Assert.Equal(picture, one.Thumbnail.ToArray()));

        Assert.Equal(MediaState.Stored, (await _host.RecoverAsync("A")).State);
        Assert.Single(_host.Server.Requests);
    }

    [Fact]
    public async Task RecoverAsync_ForwardedFile_IsFetchedOnceForAllAndNeverForAnotherConnection()
    {
        var other = new ConnectionKey("other", "connection");
        MessageUpsert[] messages = [MediaHost.Message("A", _file.Descriptor(Path)), MediaHost.Message("B", _file.Descriptor(Path + "&x=1")), MediaHost.Message("C", _file.Descriptor(Path), MediaHost.Group, MediaHost.Contact)];
        await _host.WriteAsync(messages);
        await _host.Store.UpsertAsync(other, new MessageBatch { Items = messages });
        _host.Serve((Path, _file.Blob), (Path + "&x=1", _file.Blob));

        MediaResult result = await _host.Recovery.RecoverAsync(MediaHost.Connection, new MediaOrder { Messages = [.. messages.Select(message => message.Key)] });

        Assert.All(result.Items, item => Assert.Equal(MediaState.Stored, item.State));
        Assert.Single(_host.Server.Requests);
        Assert.Single(_host.Sink.Files);

        await _host.Recovery.RecoverAsync(other, new MediaOrder { Messages = [messages[0].Key] });
        Assert.Equal(2, _host.Sink.Files.Keys.Select(key => key.Name).Distinct().Count());
        Assert.Equal(2, _host.Server.Requests.Count);
    }

    [Theory]
    [InlineData("key", MediaState.Damaged)]
    [InlineData("no key", MediaState.Refused)]
    [InlineData("hash", MediaState.Damaged)]
    [InlineData("size", MediaState.Refused)]
    [InlineData("kind", MediaState.Damaged)]
    public async Task RecoverAsync_AnotherMessageToldTheFileWrongly_IsFetchedByWhatThisOneTells(string lie, MediaState state)
    {
        MediaDescriptor right = _file.Descriptor(Path);
        MediaDescriptor wrong = lie switch
        {
            "key" => right with { Key = new byte[32] },
            "no key" => right with { Key = null },
            "hash" => right with { Sha256 = new byte[32] },
            "size" => right with { Size = long.MaxValue },
            _ => right,
        };
        await _host.WriteAsync(
            MediaHost.Message("A", wrong, kind: lie == "kind" ? MessageKind.Document : MessageKind.Image), MediaHost.Message("B", right));
        _host.Serve((Path, _file.Blob));
        await _host.RecoverAsync("A");
        _host.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(state, (await _host.RecoverAsync("A")).State);

        Assert.Equal(MediaState.Stored, (await _host.RecoverAsync("B")).State);
        Assert.Equal(_file.Plain, Assert.Single(_host.Sink.Files).Value);
    }

    [Fact]
    public async Task RecoverAsync_LaterMessageOfTheOrderTellsAFresherPath_IsFetchedForAll()
    {
        await _host.WriteAsync(MediaHost.Message("A", _file.Descriptor(Path)));
        await _host.RecoverAsync("A");
        await _host.WriteAsync(MediaHost.Message("B", _file.Descriptor(Fresher)));
        _host.Serve((Fresher, _file.Blob));

        MediaResult result = await _host.Recovery.RecoverAsync(MediaHost.Connection, new MediaOrder { Messages = [MediaHost.Key("A"), MediaHost.Key("B")] });

        Assert.Equal([MediaState.Stored, MediaState.Stored], result.Items.Select(item => item.State));
        Assert.Single(_host.Sink.Files);
    }

    [Fact]
    public async Task RecoverAsync_ChatWithinAWindow_IsEveryMediaInIt()
    {
        EncryptedMedia[] files = [.. Enumerable.Range(0, 30).Select(i => EncryptedMedia.Random(i, 100 + i))];
        await _host.WriteAsync([.. files.Select((file, i) => MediaHost.Message($"M{i}", file.Descriptor($"/{i}?oe=1")) with { Timestamp = 1000 + i })]);
        _host.Serve([.. files.Select((file, i) => ($"/{i}?oe=1", file.Blob))]);

        MediaResult result = await _host.Recovery.RecoverAsync(
            MediaHost.Connection,
            new MediaOrder { Chat = MediaHost.Contact, From = DateTimeOffset.FromUnixTimeSeconds(1005), To = DateTimeOffset.FromUnixTimeSeconds(1024) });

        Assert.Equal(20, result.Items.Count(item => item.State == MediaState.Stored));
        Assert.Equal(20, _host.Sink.Files.Count);
    }

    [Fact]
    public async Task GetAsync_NobodyAsked_TellsAndDoesNothing()
    {
        await _host.WriteAsync(MediaHost.Message("A", _file.Descriptor(Path)));

        MediaResult result = await _host.Recovery.GetAsync(MediaHost.Connection, [MediaHost.Key("A"), MediaHost.Key("NONE")]);

        Assert.Equal((MediaState.Available, null), (result.Items[0].State, result.Items[0].Since));
        Assert.Equal([MediaHost.Key("NONE")], result.Missing);
        Assert.False(await _host.Store.MediaLedger!.HasOpenAsync(MediaHost.Connection));
        Assert.Empty(_host.Server.Requests);
    }

    [Theory]
    [InlineData(403, MediaState.Expired, MediaReason.LinkExpired)]
    [InlineData(404, MediaState.Expired, MediaReason.LinkGone)]
    [InlineData(410, MediaState.Expired, MediaReason.LinkGone)]
    [InlineData(429, MediaState.Available, MediaReason.ServerBusy)]
    [InlineData(500, MediaState.Available, MediaReason.ServerBusy)]
    [InlineData(302, MediaState.Refused, MediaReason.Redirected)]
    public async Task RecoverAsync_AnyAnswerOfTheServers_ComesToItsState(int status, MediaState state, MediaReason reason)
    {
        await _host.WriteAsync(MediaHost.Message("A", _file.Descriptor(Path)));
        _host.Answer(status);

        MediaItem item = await _host.RecoverAsync("A");

        Assert.Equal((state, reason), (item.State, item.Reason));
        Assert.Empty(_host.Sink.Files);
        Assert.NotEmpty(item.ToSentence("pt-BR"));
    }

    [Fact]
    public async Task RecoverAsync_ServerSaysWhen_NobodyAsksEarlier()
    {
        await _host.WriteAsync(MediaHost.Message("A", _file.Descriptor(Path)));
        _host.Server.Answer = context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "300";
            return Task.CompletedTask;
        };
        MediaItem item = await _host.RecoverAsync("A");
        Assert.Equal(_host.Time.GetUtcNow().AddSeconds(300), item.DueAt);
        _host.Serve((Path, _file.Blob));

        _host.Time.Advance(TimeSpan.FromSeconds(299));
        Assert.Equal(MediaState.Available, (await _host.RecoverAsync("A")).State);
        Assert.Single(_host.Server.Requests);

        _host.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(MediaState.Stored, (await _host.RecoverAsync("A")).State);
    }

    [Fact]
    public async Task RecoverAsync_PageInsteadOfTheFile_MayPassOnceAndIsDamageThen()
    {
        await _host.WriteAsync(MediaHost.Message("A", _file.Descriptor(Path)));
        _host.Server.Serve("<!doctype html>"u8.ToArray());

        MediaItem first = await _host.RecoverAsync("A");
        Assert.Equal((MediaState.Available, MediaReason.WrongLength), (first.State, first.Reason));
        _host.Time.Advance(TimeSpan.FromHours(1));
        MediaItem second = await _host.RecoverAsync("A");
        Assert.Equal((MediaState.Damaged, MediaReason.WrongLength), (second.State, second.Reason));
        _host.Time.Advance(TimeSpan.FromHours(1));
        await _host.RecoverAsync("A");
        Assert.Equal(2, _host.Server.Requests.Count);
        Assert.Empty(_host.Sink.Files);
    }

    [Fact]
    public async Task RecoverAsync_ConnectionBreaks_IsTriedAgain()
    {
        await _host.WriteAsync(MediaHost.Message("A", _file.Descriptor(Path)));
        _host.Server.Answer = async context =>
        {
            context.Response.ContentLength = _file.Blob.Length;
            await context.Response.Body.WriteAsync(_file.Blob.AsMemory(0, 1000));
            await context.Response.Body.FlushAsync();
            context.Abort();
        };

        MediaItem item = await _host.RecoverAsync("A");

        Assert.Equal((MediaState.Available, MediaReason.Unreachable), (item.State, item.Reason));
        _host.Serve((Path, _file.Blob));
        _host.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(MediaState.Stored, (await _host.RecoverAsync("A")).State);
    }

    public static TheoryData<string, MediaState, MediaReason> Descriptors() => new()
    {
        { "hostile path", MediaState.Refused, MediaReason.ForeignAddress },
        { "no path", MediaState.Expired, MediaReason.NoAddress },
        { "short key", MediaState.Refused, MediaReason.NoKey },
        { "key was taken away", MediaState.Refused, MediaReason.NoKey },
        { "no key, no hash", MediaState.Refused, MediaReason.NothingToVerify },
        { "too large", MediaState.Refused, MediaReason.TooLarge },
        { "nothing", MediaState.Refused, MediaReason.NoAddress },
    };

    [Theory]
    [MemberData(nameof(Descriptors))]
    public async Task RecoverAsync_WhatCannotBe_IsToldAndNobodyIsAsked(string what, MediaState state, MediaReason reason)
    {
        MediaDescriptor good = _file.Descriptor(Path);
        await _host.WriteAsync(MediaHost.Message("A", what switch
        {
            "hostile path" => good with { DirectPath = "//evil.example/x" },
            "no path" => good with { DirectPath = null, Url = "https://evil.example/x" },
            "short key" => good with { Key = [1, 2] },
            "no key, no hash" => good with { Key = null, Sha256 = null, EncryptedSha256 = null },
            "key was taken away" => good with { Key = null },
            "too large" => good with { Size = 3_000_000_000 },
            _ => new MediaDescriptor(),
        }));
        _host.Serve((Path, _file.Blob));

        MediaItem item = await _host.RecoverAsync("A");

        Assert.Equal((state, reason), (item.State, item.Reason));
        Assert.Equal(0, _host.Server.Connections);
        Assert.NotEmpty(item.ToSentence("en"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RecoverAsync_WhatIsNotEncrypted_IsTakenByItsHash(bool hasKey)
    {
        byte[] plain = MediaVector.Plain(3000);
        var media = new MediaDescriptor { DirectPath = Path, Sha256 = SHA256.HashData(plain), Key = hasKey ? new byte[32] : null, Size = 3000 };
        await _host.WriteAsync(MediaHost.Message("A", media, kind: MessageKind.Voice));
        _host.Serve((Path, plain));

        Assert.Equal(MediaState.Stored, (await _host.RecoverAsync("A")).State);
        Assert.Equal(plain, Assert.Single(_host.Sink.Files).Value);
    }

    [Fact]
    public async Task RecoverAsync_SinkFails_IsTriedAgain()
    {
        await _host.WriteAsync(MediaHost.Message("A", _file.Descriptor(Path)));
        _host.Serve((Path, _file.Blob));
        _host.Sink.BeforeStore = () => throw new IOException("No space left on device");

        MediaItem item = await _host.RecoverAsync("A");
        Assert.Equal((MediaState.Available, MediaReason.SinkFailed), (item.State, item.Reason));

        _host.Sink.BeforeStore = () => Task.CompletedTask;
        _host.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(MediaState.Stored, (await _host.RecoverAsync("A")).State);
    }

    [Fact]
    public async Task ReceiveAsync_HistorySetWithAFresherPath_MakesItAvailableAgain()
    {
        await _host.WriteAsync(MediaHost.Message("A", _file.Descriptor(Path)));
        _host.Serve((Fresher, _file.Blob));
        Assert.Equal(MediaState.Expired, (await _host.RecoverAsync("A")).State);

        await _host.Services.GetRequiredService<IHistoryInbox>().ReceiveAsync(MediaHost.Connection, new HistorySet
        {
            Messages = [new HistoryMessage { Id = "A", RemoteJid = MediaHost.Contact.Value, Content = new MessageContent { Kind = MessageKind.Image, Media = _file.Descriptor(Fresher) } }],
        });

        Assert.Equal(MediaState.Available, (await _host.Recovery.GetAsync(MediaHost.Connection, [MediaHost.Key("A")])).Items[0].State);
        Assert.Equal(MediaState.Stored, (await _host.RecoverAsync("A")).State);
    }

    [Fact]
    public async Task RecoverAsync_ErasedWhileItIsStored_LeavesNothing()
    {
        await _host.WriteAsync(MediaHost.Message("A", _file.Descriptor(Path)));
        _host.Serve((Path, _file.Blob));
        _host.Sink.BeforeStore = async () => await _host.Services.GetRequiredService<IHistoryEraser>().ErasePersonAsync(MediaHost.Connection, MediaHost.Contact);

        MediaResult result = await _host.Recovery.RecoverAsync(MediaHost.Connection, new MediaOrder { Messages = [MediaHost.Key("A")] });

        Assert.Empty(result.Items);
        Assert.Equal([MediaHost.Key("A")], result.Missing);
        Assert.Empty(_host.Sink.Files);
        Assert.False(await _host.Store.MediaLedger!.HasOpenAsync(MediaHost.Connection));
    }

    [Fact]
    public async Task RecoverAsync_PersonWasErased_RemovesTheirFilesBeforeAnythingElse()
    {
        await _host.WriteAsync(MediaHost.Message("A", _file.Descriptor(Path)), MediaHost.Message("B", EncryptedMedia.Random(2, 10).Descriptor("/b?oe=1"), MediaHost.Group));
        _host.Serve((Path, _file.Blob));
        await _host.RecoverAsync("A");
        Assert.Single(_host.Sink.Files);

        await _host.Services.GetRequiredService<IHistoryEraser>().ErasePersonAsync(MediaHost.Connection, MediaHost.Contact);
        await _host.Recovery.RecoverAsync(MediaHost.Connection, new MediaOrder { Messages = [MediaHost.Key("B", MediaHost.Group)] });

        Assert.Empty(_host.Sink.Files);
        Assert.Empty(await _host.Store.MediaLedger!.ListRemovalsAsync(MediaHost.Connection, 10));
    }

    [Fact]
    public async Task RecoverAsync_Cancelled_IsGivenBack()
    {
        await _host.WriteAsync(MediaHost.Message("A", _file.Descriptor(Path)));
        using var cancel = new CancellationTokenSource();
        _host.Server.Answer = async context =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _host.Recovery.RecoverAsync(MediaHost.Connection, new MediaOrder { Messages = [MediaHost.Key("A")] }, cancellationToken: cancel.Token).AsTask());

        Assert.Equal(MediaState.Available, (await _host.Recovery.GetAsync(MediaHost.Connection, [MediaHost.Key("A")])).Items[0].State);
        _host.Serve((Path, _file.Blob));
        Assert.Equal(MediaState.Stored, (await _host.RecoverAsync("A")).State);
    }

    [Fact]
    public async Task RecoverAsync_StoreWithoutALedger_SaysSo()
    {
        await using MediaHost host = await MediaHost.StartAsync(store: new Bare(new InMemoryMessageStore()));

        var error = await Assert.ThrowsAsync<NotSupportedException>(
            () => host.Recovery.RecoverAsync(MediaHost.Connection, new MediaOrder { Messages = [MediaHost.Key("A")] }).AsTask());

        Assert.Contains("MediaLedger", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RecoverAsync_OrderForNothingOrForBoth_Throws()
    {
        foreach (MediaOrder order in (MediaOrder[])[new(), new() { Chat = MediaHost.Contact, Messages = [MediaHost.Key("A")] }, new() { Chat = MediaHost.Contact, MaxMessages = 0 }])
        {
            await Assert.ThrowsAsync<ArgumentException>(() => _host.Recovery.RecoverAsync(MediaHost.Connection, order).AsTask());
        }
    }

    sealed class Heard(List<MediaItem> told) : IProgress<MediaItem>
    {
        public void Report(MediaItem value) => told.Add(value);
    }

    sealed class Bare(IMessageStore inner) : DelegatingMessageStore(inner)
    {
        public override IMediaLedger? MediaLedger => null;
    }
}
