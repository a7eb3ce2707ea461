using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Media.Tests.Recovering;

/// <summary>What was stored goes with the messages that asked for it.</summary>
public sealed class MediaRemoverTests : IAsyncLifetime
{
    readonly TrippingStore _store = new(new InMemoryMessageStore());
    readonly EncryptedMedia _ofContact = EncryptedMedia.Random(1, 100);
    readonly EncryptedMedia _ofGroup = EncryptedMedia.Random(2, 100);
    readonly EncryptedMedia _shared = EncryptedMedia.Random(3, 100);
    MediaHost _host = null!;

    IHistoryEraser Eraser => _host.Services.GetRequiredService<IHistoryEraser>();

    IMediaLedger Ledger => _host.Store.MediaLedger!;

    public async ValueTask InitializeAsync()
    {
        _host = await MediaHost.StartAsync(store: _store);
        MessageUpsert[] messages =
        [
            MediaHost.Message("A", _ofContact.Descriptor("/a?oe=1")) with { Timestamp = 1000 },
            MediaHost.Message("B", _ofGroup.Descriptor("/b?oe=1"), MediaHost.Group, Jid.Parse("5511900000002@s.whatsapp.net")) with { Timestamp = 2000 },
            MediaHost.Message("C", _shared.Descriptor("/c?oe=1")) with { Timestamp = 1000 },
            MediaHost.Message("D", _shared.Descriptor("/c?oe=1"), MediaHost.Group, Jid.Parse("5511900000002@s.whatsapp.net")) with { Timestamp = 2000 },
        ];
        await _host.WriteAsync(messages);
        _host.Serve(("/a?oe=1", _ofContact.Blob), ("/b?oe=1", _ofGroup.Blob), ("/c?oe=1", _shared.Blob));
        await _host.Recovery.RecoverAsync(MediaHost.Connection, new MediaOrder { Messages = [.. messages.Select(message => message.Key)] });
        Assert.Equal(3, _host.Sink.Files.Count);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task ErasePersonAsync_TheirFiles_AreGoneWhenItReturnsButForWhatOthersAskFor()
    {
        ErasureResult result = await Eraser.ErasePersonAsync(MediaHost.Connection, MediaHost.Contact);

        Assert.Empty(result.Limitations);
        Assert.Equal(Sorted(_ofGroup.Plain, _shared.Plain), Left());
        await AssertNothingToRemoveAsync();
    }

    [Fact]
    public async Task EraseChatAsync_ItsFiles_AreGoneWhenItReturns()
    {
        Assert.Empty((await Eraser.EraseChatAsync(MediaHost.Connection, MediaHost.Group)).Limitations);

        Assert.Equal(Sorted(_ofContact.Plain, _shared.Plain), Left());
        await AssertNothingToRemoveAsync();
    }

    [Theory]
    [InlineData("connection")]
    [InlineData("tenant")]
    public async Task EraseConnectionOrTenantAsync_AllFiles_AreGoneWhenItReturns(string what)
    {
        ErasureResult result = what == "tenant" ? await Eraser.EraseTenantAsync("tenant") : await Eraser.EraseConnectionAsync(MediaHost.Connection);

        Assert.Empty(result.Limitations);
        Assert.Empty(_host.Sink.Files);
        await AssertNothingToRemoveAsync();
    }

    [Fact]
    public async Task RemoveOlderAsync_FilesOfOldMessages_AreGoneWhenItReturns()
    {
        await Eraser.RemoveOlderAsync(MediaHost.Connection, DateTimeOffset.FromUnixTimeSeconds(1500));

        Assert.Equal(Sorted(_ofGroup.Plain, _shared.Plain), Left());
    }

    [Fact]
    public async Task ErasePersonAsync_ClaimSaysSomebodyIsThem_TheirFilesGoAsTheClaimComes()
    {
        Jid hidden = Jid.Parse("900000000000042@lid");
        await Eraser.ErasePersonAsync(MediaHost.Connection, hidden);
        Assert.Equal(3, _host.Sink.Files.Count);

        await _host.Services.GetRequiredService<IHistoryInbox>().ReceiveAsync(
            MediaHost.Connection, new HistorySet { Claims = [new JidClaim(hidden, MediaHost.Contact)] });

        Assert.Equal(2, _host.Sink.Files.Count);
    }

    [Fact]
    public async Task ErasePersonAsync_SinkFails_SaysSoAndARepetitionRemovesThem()
    {
        _host.Sink.BeforeRemove = () => throw new IOException("hunter2");
        ErasureResult result = await Eraser.ErasePersonAsync(MediaHost.Connection, MediaHost.Contact);
        Assert.Contains("sink", Assert.Single(result.Limitations), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", result.Limitations[0], StringComparison.Ordinal);
        Assert.Equal(3, _host.Sink.Files.Count);
        Assert.Equal(MediaState.Stored, (await _host.Recovery.GetAsync(MediaHost.Connection, [MediaHost.Key("D", MediaHost.Group, Jid.Parse("5511900000002@s.whatsapp.net"))])).Items[0].State);

        _host.Sink.BeforeRemove = () => Task.CompletedTask;
        Assert.Empty((await Eraser.ErasePersonAsync(MediaHost.Connection, MediaHost.Contact)).Limitations);
        Assert.Equal(2, _host.Sink.Files.Count);
        await AssertNothingToRemoveAsync();
    }

    [Fact]
    public async Task ErasePersonAsync_DiedBetweenRowsAndFiles_ARepetitionRemovesThem()
    {
        _store.Trip = name => name == nameof(IMediaLedger.RemovedAsync) ? new HistoryStorageException("The database is closed.") : null;
        await Assert.ThrowsAsync<HistoryStorageException>(() => Eraser.ErasePersonAsync(MediaHost.Connection, MediaHost.Contact).AsTask());
        Assert.Single(await Ledger.ListRemovalsAsync(MediaHost.Connection, 10));

        _store.Trip = _ => null;
        Assert.Empty((await Eraser.ErasePersonAsync(MediaHost.Connection, MediaHost.Contact)).Limitations);
        await AssertNothingToRemoveAsync();
        Assert.Equal(2, _host.Sink.Files.Count);
    }

    [Fact]
    public async Task ErasePersonAsync_FileIsBeingFetched_SaysSoAndItGoesWhenNobodyCanStoreItAnyMore()
    {
        var fetched = EncryptedMedia.Random(4, 100);
        await _host.WriteAsync(MediaHost.Message("E", fetched.Descriptor("/e?oe=1")));
        await _host.Recovery.RecoverAsync(MediaHost.Connection, new MediaOrder { Messages = [MediaHost.Key("E")], InBackground = true });
        MediaFile file = (await Ledger.FindByMessageAsync(MediaHost.Connection, "E"))[0];
        Assert.NotNull(await Ledger.TryWriteAsync(MediaHost.Connection, MediaRules.Claimed(file, _host.Time.GetUtcNow(), TimeSpan.FromMinutes(2))!));

        Assert.Single((await Eraser.ErasePersonAsync(MediaHost.Connection, MediaHost.Contact)).Limitations);

        // Whoever fetched it stores it all the same, and dies before they find out.
        _host.Sink.Files[(MediaHost.Connection, file.Name)] = fetched.Plain;
        _host.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Empty((await Eraser.ErasePersonAsync(MediaHost.Connection, MediaHost.Contact)).Limitations);
        Assert.Equal(2, _host.Sink.Files.Count);
    }

    [Fact]
    public async Task ErasePersonAsync_StoreWithoutALedger_ErasesAllTheSame()
    {
        await using MediaHost host = await MediaHost.StartAsync(store: new Bare(new InMemoryMessageStore()));
        await host.WriteAsync(MediaHost.Message("A", _ofContact.Descriptor("/a?oe=1")));

        ErasureResult result = await host.Services.GetRequiredService<IHistoryEraser>().ErasePersonAsync(MediaHost.Connection, MediaHost.Contact);

        Assert.Equal(1, result.Messages);
        Assert.Empty(result.Limitations);
    }

    [Fact]
    public async Task RemoveAsync_MoreThanAPage_AreAllRemoved()
    {
        EncryptedMedia[] files = [.. Enumerable.Range(0, 450).Select(i => EncryptedMedia.Random(i + 10, 20))];
        MessageUpsert[] messages = [.. files.Select((file, i) => MediaHost.Message($"M{i}", file.Descriptor($"/{i}?oe=1")))];
        await _host.WriteAsync(messages);
        _host.Serve([.. files.Select((file, i) => ($"/{i}?oe=1", file.Blob))]);
        await _host.Recovery.RecoverAsync(MediaHost.Connection, new MediaOrder { Messages = [.. messages.Select(message => message.Key)] });
        Assert.Equal(453, _host.Sink.Files.Count);

        Assert.Empty((await Eraser.EraseConnectionAsync(MediaHost.Connection)).Limitations);

        Assert.Empty(_host.Sink.Files);
    }

    async Task AssertNothingToRemoveAsync() => Assert.Empty(await Ledger.ListRemovalsAsync(MediaHost.Connection, 10));

    string[] Left() => Sorted([.. _host.Sink.Files.Values]);

    static string[] Sorted(params byte[][] files) => [.. files.Select(Convert.ToHexString).Order(StringComparer.Ordinal)];

    sealed class Bare(IMessageStore inner) : DelegatingMessageStore(inner)
    {
        public override IMediaLedger? MediaLedger => null;
    }
}
