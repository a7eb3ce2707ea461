using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HistoryImport.Media.Tests.Recovering;

/// <summary>What a round of the background does.</summary>
public sealed class MediaWorkTests : IAsyncLifetime
{
    const string Path = SomeFile.Path;

    readonly EncryptedMedia _file = EncryptedMedia.Random(1, 5000);
    readonly HeardLogs _logs = new();
    readonly TrippingStore _store = new(new InMemoryMessageStore());
    MediaHost _host = null!;

    public async ValueTask InitializeAsync() => await StartAsync(_ => { });

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task RunAsync_OrderThatWasOnlyNoted_IsStored()
    {
        await OrderAsync("A");
        Assert.Equal((MediaState.Available, MediaReason.None), await StateAsync("A"));
        Assert.Empty(_host.Server.Requests);

        await RunAsync();

        Assert.Equal((MediaState.Stored, MediaReason.None), await StateAsync("A"));
        Assert.Equal(_file.Plain, Assert.Single(_host.Sink.Files).Value);
    }

    [Fact]
    public async Task RunAsync_MoreThanAPage_IsAllStored()
    {
        EncryptedMedia[] files = [.. Enumerable.Range(0, 120).Select(i => EncryptedMedia.Random(i + 10, 50 + i))];
        await _host.WriteAsync([.. files.Select((file, i) => MediaHost.Message($"M{i}", file.Descriptor($"/{i}?oe=1")))]);
        _host.Serve([.. files.Select((file, i) => ($"/{i}?oe=1", file.Blob))]);
        await OrderAsync([.. files.Select((_, i) => $"M{i}")]);

        await RunAsync();

        Assert.Equal(120, _host.Sink.Files.Count);
        Assert.Equal(120, _host.Server.Requests.Count);
    }

    [Fact]
    public async Task RunAsync_ClaimOfADeadProcess_IsTakenOverWhenItEndsAndNotBefore()
    {
        await OrderAsync("A");
        await ChangeAsync("A", file => MediaRules.Claimed(file, _host.Time.GetUtcNow(), TimeSpan.FromMinutes(2))!);

        _host.Time.Advance(TimeSpan.FromSeconds(119));
        await RunAsync();
        Assert.Empty(_host.Server.Requests);

        _host.Time.Advance(TimeSpan.FromSeconds(1));
        await RunAsync();
        Assert.Equal((MediaState.Stored, MediaReason.None), await StateAsync("A"));
    }

    [Fact]
    public async Task RunAsync_PhoneDidNotAnswerInTime_EndsTheWaitAndAsksNobody()
    {
        await OrderAsync("A");
        await ChangeAsync("A", file => PhoneRules.Asked(file, MediaHost.Key("A"), TimeSpan.FromSeconds(45), _host.Time.GetUtcNow()));

        _host.Time.Advance(TimeSpan.FromSeconds(44));
        await RunAsync();
        Assert.Equal((MediaState.Requested, MediaReason.None), await StateAsync("A"));

        _host.Time.Advance(TimeSpan.FromSeconds(1));
        await RunAsync();
        Assert.Equal((MediaState.Pending, MediaReason.NoAnswer), await StateAsync("A"));
        Assert.Empty(_host.Phone.Asked);
        Assert.Empty(_host.Server.Requests);
    }

    [Fact]
    public async Task RunAsync_ServersNoLongerHaveIt_AsksNoPhoneAndNeverAgain()
    {
        _host.Answer(404);
        await OrderAsync("A");

        await RunAsync();
        _host.Time.Advance(TimeSpan.FromDays(30));
        await RunAsync();

        Assert.Equal((MediaState.Expired, MediaReason.LinkGone), await StateAsync("A"));
        Assert.Empty(_host.Phone.Asked);
        Assert.Single(_host.Server.Requests);
    }

    [Fact]
    public async Task RunAsync_ServerSaysWhen_AsksThenAndNotEarlier()
    {
        _host.Server.Answer = context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "90";
            return Task.CompletedTask;
        };
        await OrderAsync("A");
        await RunAsync();
        _host.Serve((Path, _file.Blob));

        _host.Time.Advance(TimeSpan.FromSeconds(89));
        await RunAsync();
        Assert.Equal((MediaState.Available, MediaReason.ServerBusy), await StateAsync("A"));
        Assert.Single(_host.Server.Requests);

        _host.Time.Advance(TimeSpan.FromSeconds(1));
        await RunAsync();
        Assert.Equal((MediaState.Stored, MediaReason.None), await StateAsync("A"));
    }

    [Fact]
    public async Task RunAsync_ServerIsBusyAgainAndAgain_WaitsTwiceAsLongEachTimeUpToSixHours()
    {
        _host.Answer(500);
        await OrderAsync("A");
        var pauses = new List<TimeSpan>();
        for (int i = 0; i < 16; i++)
        {
            await RunAsync();
            MediaFile file = await FileAsync("A");
            pauses.Add(file.DueAt!.Value - _host.Time.GetUtcNow());
            _host.Time.Advance(pauses[^1]);
        }

        Assert.Equal(16, _host.Server.Requests.Count);
        for (int i = 0; i < pauses.Count; i++)
        {
            TimeSpan middle = TimeSpan.FromSeconds(Math.Min(10 * Math.Pow(2, i), 6 * 60 * 60));
            Assert.InRange(pauses[i], middle * 0.5, middle * 1.5);
        }

        Assert.True(pauses.Skip(12).Distinct().Count() > 1, "The pauses do not vary.");
    }

    [Fact]
    public async Task RunAsync_ErasedByAProcessWithoutMedia_HasTheSinkRemoveIt()
    {
        await _host.RecoverAsync("A");
        Assert.Single(_host.Sink.Files);
        await _host.Store.EraseAsync(MediaHost.Connection, new ErasureOrder { IsWhole = true });

        await RunAsync();

        Assert.Empty(_host.Sink.Files);
        Assert.Empty(await _host.Store.MediaLedger!.ListRemovalsAsync(MediaHost.Connection, 10));
    }

    [Fact]
    public async Task RunAsync_BudgetOfTheHourIsUsed_GoesOnInTheNext()
    {
        await _host.DisposeAsync();
        await StartAsync(options => options.FilesPerHour = 1);
        var other = EncryptedMedia.Random(2, 100);
        await _host.WriteAsync(MediaHost.Message("B", other.Descriptor("/b?oe=1")));
        _host.Serve((Path, _file.Blob), ("/b?oe=1", other.Blob));
        await OrderAsync("A", "B");

        await RunAsync();
        _host.Time.Advance(TimeSpan.FromMinutes(59));
        await RunAsync();
        Assert.Single(_host.Server.Requests);

        _host.Time.Advance(TimeSpan.FromMinutes(1));
        await RunAsync();
        Assert.Equal(2, _host.Sink.Files.Count);
    }

    [Fact]
    public async Task RecoverAsync_MaxInFlight_IsKeptWithAPauseBeforeEach()
    {
        await _host.DisposeAsync();
        await StartAsync(options => options.FetchGap = TimeSpan.FromSeconds(10));
        await _host.WriteAsync([.. Enumerable.Range(0, 12).Select(i => MediaHost.Message($"M{i}", EncryptedMedia.Random(i + 10, 50).Descriptor($"/{i}?oe=1")))]);
        _host.Answer(404);
        var begun = new Begun(12);
        using var cancel = new CancellationTokenSource();

        Task recovering = _host.Recovery.RecoverAsync(
            MediaHost.Connection, new MediaOrder { Messages = [.. Enumerable.Range(0, 12).Select(i => MediaHost.Key($"M{i}"))] }, begun, cancel.Token).AsTask();

        // Each that has its turn pauses first; the others wait for a turn.
        await begun.All;
        await _host.Time.WhenTimersAsync(3);
        Assert.Equal(3, _host.Time.ActiveTimers);
        _host.Time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Empty(_host.Server.Requests);
        Assert.Equal(3, _host.Time.ActiveTimers);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => recovering);
    }

    [Fact]
    public async Task RunAsync_OneConnectionFails_TheOthersGoOn()
    {
        var other = new ConnectionKey("other", "connection");
        await _host.Store.UpsertAsync(other, new MessageBatch { Items = [MediaHost.Message("B", _file.Descriptor(Path))] });
        await _host.Recovery.RecoverAsync(other, new MediaOrder { Messages = [MediaHost.Key("B")], InBackground = true });
        await OrderAsync("A");
        int looks = 0;
        _store.Trip = name => name == nameof(IMediaLedger.ListRemovalsAsync) && ++looks == 1 ? new InvalidOperationException("hunter2") : null;

        await RunAsync();
        Assert.Single(_host.Sink.Files);
        string line = Assert.Single(_logs.Lines, line => line.StartsWith("904 ", StringComparison.Ordinal));
        Assert.Contains(nameof(InvalidOperationException), line, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", line, StringComparison.Ordinal);

        await RunAsync();
        Assert.Equal(2, _host.Sink.Files.Count);
    }

    async Task StartAsync(Action<HistoryMediaOptions> configure)
    {
        _host = await MediaHost.StartAsync(
            configure, _store, more: builder => builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_logs)));
        await _host.WriteAsync(MediaHost.Message("A", _file.Descriptor(Path)));
        _host.Serve((Path, _file.Blob));
    }

    Task RunAsync() => _host.Services.GetRequiredService<MediaParts>().Work.RunAsync(CancellationToken.None).AsTask();

    async Task OrderAsync(params string[] ids) => await _host.Recovery.RecoverAsync(
        MediaHost.Connection, new MediaOrder { Messages = [.. ids.Select(id => MediaHost.Key(id))], InBackground = true });

    async Task<(MediaState, MediaReason)> StateAsync(string id) => await FileAsync(id) is var file ? (file.State, file.Reason) : default;

    async Task<MediaFile> FileAsync(string id) => (await _host.Store.MediaLedger!.FindByMessageAsync(MediaHost.Connection, id))[0];

    async Task ChangeAsync(string id, Func<MediaFile, MediaFile> change) =>
        Assert.NotNull(await _host.Store.MediaLedger!.TryWriteAsync(MediaHost.Connection, change(await FileAsync(id))));

    sealed class Begun(int count) : IProgress<MediaItem>
    {
        readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int _count = count;

        public Task All => _all.Task;

        public void Report(MediaItem value)
        {
            if (value.State == MediaState.Fetching && Interlocked.Decrement(ref _count) == 0)
            {
                _all.TrySetResult();
            }
        }
    }
}
