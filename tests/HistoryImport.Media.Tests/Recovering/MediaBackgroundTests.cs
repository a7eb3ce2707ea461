using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HistoryImport.Media.Tests.Recovering;

/// <summary>The service that does one round after the other.</summary>
public sealed class MediaBackgroundTests : IAsyncLifetime
{
    readonly HeardLogs _logs = new();
    readonly TrippingStore _store = new(new InMemoryMessageStore());
    MediaHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await StartAsync(isOn: true, _store);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(false, true, 0)]
    [InlineData(true, false, 1)]
    public async Task ExecuteAsync_NotSwitchedOnOrNoLedger_EndsAtOnce(bool isOn, bool hasLedger, int warnings)
    {
        await using MediaHost host = await StartAsync(isOn, hasLedger ? _store : new Bare(_store));
        MediaBackground background = Of(host);

        await background.StartAsync(CancellationToken.None);
        await background.ExecuteTask!;

        Assert.Equal(0, host.Time.ActiveTimers);
        Assert.Equal(warnings, _logs.Lines.Count(line => line.StartsWith("906 ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ExecuteAsync_RoundAfterRound_DoesWhatIsDueByThen()
    {
        MediaBackground background = Of(_host);
        await background.StartAsync(CancellationToken.None);
        await _host.Time.WhenTimersAsync(1);
        for (int i = 0; i < 3; i++)
        {
            await LeaveAFileToRemoveAsync($"M{i}");

            // Not before the interval is over.
            _host.Time.Advance(TimeSpan.FromSeconds(59));
            Assert.Single(_host.Sink.Files);
            _host.Time.Advance(TimeSpan.FromSeconds(1));
            await UntilItIsRemovedAsync();
            await _host.Time.WhenTimersAsync(1);
        }

        await background.StopAsync(CancellationToken.None);
        Assert.True(background.ExecuteTask!.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task ExecuteAsync_DatabaseOrAPartOfTheHostFails_SaysSoAndGoesOn()
    {
        await LeaveAFileToRemoveAsync("A");
        int calls = 0;
        _store.Trip = _ => ++calls switch
        {
            1 => new HistoryStorageException("The database is closed."),
            2 => new InvalidOperationException("hunter2"),
            _ => null,
        };
        MediaBackground background = Of(_host);
        await background.StartAsync(CancellationToken.None);
        for (int i = 0; i < 2; i++)
        {
            await _host.Time.WhenTimersAsync(1);
            _host.Time.Advance(TimeSpan.FromMinutes(1));
        }

        await UntilItIsRemovedAsync();
        await background.StopAsync(CancellationToken.None);

        string[] lines = [.. _logs.Lines.Where(line => line.StartsWith("905 ", StringComparison.Ordinal))];
        Assert.Equal(2, lines.Length);
        Assert.Contains("The database is closed.", lines[0], StringComparison.Ordinal);
        Assert.Contains(nameof(InvalidOperationException), lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", lines[1], StringComparison.Ordinal);
    }

    Task<MediaHost> StartAsync(bool isOn, IMessageStore store) => MediaHost.StartAsync(
        options => options.RunInBackground = isOn,
        store,
        more: builder => builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_logs)));

    async Task LeaveAFileToRemoveAsync(string id)
    {
        var file = EncryptedMedia.Random(id.GetHashCode(StringComparison.Ordinal), 100);
        await _host.WriteAsync(MediaHost.Message(id, file.Descriptor("/x?oe=1")));
        _host.Serve(("/x?oe=1", file.Blob));
        Assert.Equal(MediaState.Stored, (await _host.RecoverAsync(id)).State);
        await _host.Store.EraseAsync(MediaHost.Connection, new ErasureOrder { IsWhole = true });
        Assert.Single(_host.Sink.Files);
    }

    async Task UntilItIsRemovedAsync()
    {
        while (!_host.Sink.Files.IsEmpty || (await _host.Store.MediaLedger!.ListRemovalsAsync(MediaHost.Connection, 10)).Count > 0)
        {
            await Task.Yield();
        }
    }

    static MediaBackground Of(MediaHost host) => host.Services.GetServices<IHostedService>().OfType<MediaBackground>().Single();

    sealed class Bare(IMessageStore inner) : DelegatingMessageStore(inner)
    {
        public override IMediaLedger? MediaLedger => null;
    }
}
