namespace HistoryImport.Media.Tests.Recovering;

/// <summary>A file that is fetched is nobody else's, until whoever fetches it no longer says so.</summary>
public sealed class FetchLeaseTests : IAsyncLifetime
{
    const string Path = SomeFile.Path;

    static readonly TimeSpan _duration = TimeSpan.FromMinutes(2);

    readonly EncryptedMedia _file = EncryptedMedia.Random(1, 5000);
    readonly TrippingStore _store = new(new InMemoryMessageStore());
    MediaHost _host = null!;

    IMediaLedger Ledger => _host.Store.MediaLedger!;

    public async ValueTask InitializeAsync()
    {
        _host = await MediaHost.StartAsync(store: _store);
        await _host.WriteAsync(MediaHost.Message("A", _file.Descriptor(Path)));
        _host.Serve((Path, _file.Blob));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task RecoverAsync_SomebodyElseFetchesIt_IsTakenOverWhenTheirClaimEndsAndNotBefore()
    {
        await ClaimAsync();

        MediaItem item = await _host.RecoverAsync("A");
        Assert.Equal((MediaState.Fetching, _host.Time.GetUtcNow() + _duration), (item.State, item.DueAt));
        _host.Time.Advance(_duration - TimeSpan.FromSeconds(1));
        Assert.Equal(MediaState.Fetching, (await _host.RecoverAsync("A")).State);
        Assert.Empty(_host.Server.Requests);

        _host.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(MediaState.Stored, (await _host.RecoverAsync("A")).State);
        Assert.Single(_host.Server.Requests);
    }

    [Fact]
    public async Task Lost_FileIsErased_IsCancelled() => await AssertLostAsync(
        async _ => await _host.Store.EraseAsync(MediaHost.Connection, new ErasureOrder { IsWhole = true }));

    [Fact]
    public async Task Lost_SomebodyElseTookIt_IsCancelled() => await AssertLostAsync(
        async file => Assert.NotNull(await Ledger.TryWriteAsync(MediaHost.Connection, (await FileAsync())! with { Since = file.Since + TimeSpan.FromSeconds(1) })));

    [Fact]
    public async Task RenewAsync_Alive_KeepsTheClaimAheadAndLosesNothing()
    {
        MediaFile file = await ClaimAsync();
        await using var lease = new FetchLease(new FileDesk(_host.Store), MediaHost.Connection, file, _duration, _host.Time);
        for (int i = 0; i < 5; i++)
        {
            await _host.Time.WhenTimersAsync(1);
            _host.Time.Advance(_duration / 3);
            await _host.Time.WhenTimersAsync(1);
            Assert.Equal(_host.Time.GetUtcNow() + _duration, (await FileAsync())!.DueAt);
        }

        Assert.False(lease.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task DisposeAsync_DatabaseIsAway_ThrowsNothing()
    {
        MediaFile file = await ClaimAsync();
        var lease = new FetchLease(new FileDesk(_host.Store), MediaHost.Connection, file, _duration, _host.Time);
        _store.Trip = _ => new HistoryStorageException("The database is closed.");
        _host.Time.Advance(_duration);

        await lease.DisposeAsync();

        _store.Trip = _ => null;
        Assert.Equal(file.DueAt, (await FileAsync())!.DueAt);
    }

    [Fact]
    public async Task RecoverAsync_TakenOverByAnotherThatEndsFirst_IsOneFile()
    {
        _host.Sink.BeforeStore = async () =>
        {
            _host.Sink.BeforeStore = () => Task.CompletedTask;
            MediaFile mine = (await FileAsync())!;
            MediaFile theirs = (await Ledger.TryWriteAsync(MediaHost.Connection, mine with { Since = mine.Since + TimeSpan.FromSeconds(1) }))!;
            Assert.NotNull(await Ledger.TryWriteAsync(MediaHost.Connection, MediaRules.Stored(theirs, _file.Plain.Length, _host.Time.GetUtcNow())));
        };

        Assert.Equal(MediaState.Stored, (await _host.RecoverAsync("A")).State);

        Assert.Equal((await FileAsync())!.Name, Assert.Single(_host.Sink.Files).Key.Name);
    }

    async Task<MediaFile> ClaimAsync()
    {
        await _host.Recovery.RecoverAsync(MediaHost.Connection, new MediaOrder { Messages = [MediaHost.Key("A")], InBackground = true });
        return (await Ledger.TryWriteAsync(MediaHost.Connection, MediaRules.Claimed((await FileAsync())!, _host.Time.GetUtcNow(), _duration)!))!;
    }

    async Task AssertLostAsync(Func<MediaFile, Task> lose)
    {
        MediaFile file = await ClaimAsync();
        await using var lease = new FetchLease(new FileDesk(_host.Store), MediaHost.Connection, file, _duration, _host.Time);
        await lose(file);
        Assert.False(lease.Lost.IsCancellationRequested);

        _host.Time.Advance(_duration / 3);

        var lost = new TaskCompletionSource();
        await using CancellationTokenRegistration registration = lease.Lost.Register(lost.SetResult);
        await lost.Task;
    }

    async Task<MediaFile?> FileAsync() => await Ledger.FindByMessageAsync(MediaHost.Connection, "A") is [var file, ..] ? file : null;
}
