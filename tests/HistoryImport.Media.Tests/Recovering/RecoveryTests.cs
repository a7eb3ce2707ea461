using Microsoft.AspNetCore.Http;

namespace HistoryImport.Media.Tests.Recovering;

public sealed class RecoveryTests : RecoveryTest
{
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
