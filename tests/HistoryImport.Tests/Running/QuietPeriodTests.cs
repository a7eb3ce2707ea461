using HistoryImport.Tests.Fetching;
using HistoryImport.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Tests.Running;

/// <summary>After pairing, history comes in pieces, and nothing in it tells the last one.</summary>
[Collection(ClockCollection.Name)]
public sealed class QuietPeriodTests
{
    static readonly ImportRequest _request = new() { Connection = Some.Connection };

    readonly ManualTimeProvider _time = new();

    [Fact]
    [Trait("Hazard", "H-01")]
    [Trait("Hazard", "H-02")]
    public async Task ImportAsync_HistoryKeepsComing_ImportsItAllAndEndsWhenItIsQuiet()
    {
        await using ImportHost host = Host();
        await ReceiveAsync(host, 0);
        DateTimeOffset started = _time.GetUtcNow();
        foreach (int piece in Enumerable.Range(1, 8))
        {
            _time.CreateTimer(_ => ReceiveAsync(host, piece).AsTask().Wait(), null, TimeSpan.FromSeconds(45 * piece), Timeout.InfiniteTimeSpan);
        }

        ImportResult result = await _time.RunAsync(() => host.ImportAsync(_request));

        Assert.Equal(90, result.Counts.Inserted);
        Assert.InRange(_time.GetUtcNow() - started, TimeSpan.FromSeconds(45 * 8 + 60), TimeSpan.FromSeconds(45 * 8 + 180));
    }

    [Fact]
    public async Task ImportAsync_HistoryNeverStopsComing_EndsAfterTheLongestWaitAndTheNextGoesOn()
    {
        await using ImportHost host = Host();
        DateTimeOffset started = _time.GetUtcNow();
        foreach (int piece in Enumerable.Range(0, 130))
        {
            _time.CreateTimer(_ => ReceiveAsync(host, piece).AsTask().Wait(), null, TimeSpan.FromSeconds(45 * piece), Timeout.InfiniteTimeSpan);
        }

        ImportResult first = await _time.RunAsync(() => host.ImportAsync(_request));

        Assert.Equal(ImportOutcome.Completed, first.Outcome);
        Assert.InRange(_time.GetUtcNow() - started, TimeSpan.FromHours(1), TimeSpan.FromHours(1.1));
        Assert.InRange(first.Counts.Inserted, 500, 900);
        Assert.Equal(1300 - first.Counts.Inserted, (await _time.RunAsync(() => host.ImportAsync(_request))).Counts.Inserted);
    }

    [Fact]
    public async Task ImportAsync_LastPieceSaysItIsTheLast_IsNotBelieved()
    {
        await using ImportHost host = Host();
        await host.Inbox.ReceiveAsync(
            Some.Connection, Some.Set(Some.Text("FIRST")) with { SyncType = HistorySyncType.Recent, Progress = 100 });
        _time.CreateTimer(_ => ReceiveAsync(host, 1).AsTask().Wait(), null, TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan);

        Assert.Equal(11, (await _time.RunAsync(() => host.ImportAsync(_request))).Counts.Inserted);
    }

    [Fact]
    public async Task ImportAsync_OnlyLiveMessagesCome_DoesNotWaitForThem()
    {
        await using ImportHost host = Host();
        await ReceiveAsync(host, 0);
        using ITimer live = _time.CreateTimer(_ => host.ReceiveAsync(Some.Text("LIVE")).AsTask().Wait(), null, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));
        DateTimeOffset started = _time.GetUtcNow();

        await _time.RunAsync(() => host.ImportAsync(_request));

        Assert.InRange(_time.GetUtcNow() - started, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(70));
    }

    [Fact]
    public async Task ImportAsync_NoQuietPeriod_TakesWhatIsThere()
    {
        await using ImportHost host = Host();
        await ReceiveAsync(host, 0);
        DateTimeOffset started = _time.GetUtcNow();

        Assert.Equal(10, (await _time.RunAsync(() => host.ImportAsync(_request with { QuietPeriod = TimeSpan.Zero }))).Counts.Inserted);
        Assert.Equal(started, _time.GetUtcNow());
    }

    [Fact]
    public async Task ImportAsync_SetOfChatsAloneArrives_IsNoQuiet()
    {
        await using ImportHost host = Host();
        await ReceiveAsync(host, 0);
        DateTimeOffset started = _time.GetUtcNow();
        _time.CreateTimer(
            _ => host.Inbox.ReceiveAsync(Some.Connection, new HistorySet { Chats = [new HistoryChat { Id = Some.Chat }] }).AsTask().Wait(),
            null,
            TimeSpan.FromSeconds(30),
            Timeout.InfiniteTimeSpan);

        await _time.RunAsync(() => host.ImportAsync(_request));

        Assert.InRange(_time.GetUtcNow() - started, TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(180));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3601)]
    public async Task ImportAsync_QuietPeriodOutOfRange_SaysHowToMendIt(int seconds)
    {
        await using ImportHost host = Host();

        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(
            () => host.ImportAsync(_request with { QuietPeriod = TimeSpan.FromSeconds(seconds) }));
        Assert.Contains("from zero to one hour", error.Message, StringComparison.Ordinal);
    }

    ImportHost Host() => new(register: services => services.AddSingleton<TimeProvider>(_time));

    static ValueTask ReceiveAsync(ImportHost host, int piece) => host.Inbox.ReceiveAsync(
        Some.Connection,
        Some.Set(Enumerable.Range(0, 10).Select(i => Some.Text($"P{piece}-{i}"))) with { SyncType = HistorySyncType.Recent });
}
