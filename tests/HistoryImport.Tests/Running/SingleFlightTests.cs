using HistoryImport.Tests.Fetching;
using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Running;

/// <summary>One run of one connection, or of one chat, at a time, in one process and in several.</summary>
[Collection(ClockCollection.Name)]
public sealed class SingleFlightTests
{
    readonly ManualTimeProvider _time = new();
    readonly InMemoryStateStore _state;

    public SingleFlightTests() => _state = new(_time);

    [Fact]
    [Trait("Hazard", "H-15")]
    public async Task ImportAsync_EqualRequestsAtOnce_ShareOneRunAndItsReports()
    {
        var sinks = new[] { new RecordingProgressSink(), new RecordingProgressSink() };
        await using TicketDesk desk = Desk();
        await desk.KnowNewestAsync(desk.AddChat(300));

        ImportResult[] results = await _time.RunAsync(() => Task.WhenAll(
            sinks.Select(sink => Task.Run(() => desk.Host.ImportAsync(TicketDesk.Ticket with { ProgressSink = sink })))));

        Assert.Same(results[0], results[1]);
        Assert.Equal(300, results[0].Counts.Inserted);
        Assert.All(sinks, sink => Assert.Same(results[0], sink.Reports[^1].Result));
    }

    [Fact]
    public async Task ImportAsync_WhoBeganGivesUp_WhoJoinedGoesOn()
    {
        using var cancel = new CancellationTokenSource();
        await using TicketDesk desk = Desk();
        await desk.KnowNewestAsync(desk.AddChat(300));
        desk.Phone.Mood = (_, ordinal) =>
        {
            if (ordinal == 2)
            {
                cancel.Cancel();
            }

            return new PhoneMood();
        };

        ImportResult joined = await _time.RunAsync(async () =>
        {
            Task<ImportResult> first = desk.Host.ImportAsync(TicketDesk.Ticket, cancel.Token);
            Task<ImportResult> second = desk.Host.ImportAsync(TicketDesk.Ticket);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
            return await second;
        });

        Assert.Equal(FetchEnd.Exhausted, joined.FetchEnd);
        Assert.Equal(300, desk.Host.Rows().Count);
    }

    [Fact]
    public async Task ImportAsync_RunningElsewhereAndNotToWait_IsRefusedWithATerminalReport()
    {
        await using TicketDesk one = Desk();
        await using TicketDesk other = Desk();
        await one.KnowNewestAsync(one.AddChat(300));
        var sink = new RecordingProgressSink();
        Task<ImportResult>? refusing = null;
        one.Phone.Mood = (_, ordinal) =>
        {
            refusing ??= other.Host.ImportAsync(TicketDesk.Ticket with { WhenRunning = WhenRunning.Refuse, ProgressSink = sink });
            return new PhoneMood();
        };

        await one.ImportAsync();

        ImportResult refused = await refusing!;
        Assert.Equal(ImportOutcome.AlreadyRunning, refused.Outcome);
        Assert.Equal(ImportOutcome.AlreadyRunning, sink.Reports[^1].Result!.Outcome);
        Assert.Contains("Join", refused.Reason, StringComparison.Ordinal);

        // The chat is free again.
        Assert.NotEqual(ImportOutcome.AlreadyRunning, (await other.ImportAsync(TicketDesk.Ticket with { WhenRunning = WhenRunning.Refuse })).Outcome);
    }

    [Fact]
    [Trait("Hazard", "H-18")]
    public async Task ImportAsync_RunningElsewhere_WaitsAndThenImportsWhatIsLeft()
    {
        await using TicketDesk one = Desk();
        await using TicketDesk other = Desk(one.Host.Store);
        await one.KnowNewestAsync(one.AddChat(300));

        ImportResult[] results = await _time.RunAsync(() => Task.WhenAll(
            Task.Run(() => one.Host.ImportAsync(TicketDesk.Ticket)), Task.Run(() => other.Host.ImportAsync(TicketDesk.Ticket with { EnoughMessages = 1000 }))));

        Assert.Equal(300, results.Sum(result => result.Counts.Inserted));
        Assert.Contains(results, result => result.FetchEnd == FetchEnd.Exhausted);
    }

    [Fact]
    [Trait("Hazard", "H-09")]
    [Trait("Hazard", "H-16")]
    public async Task ImportAsync_OwnerIsGone_IsTakenOverWhenItsLeaseIsOver()
    {
        await _state.TrySetAsync(Some.Connection, "lease/import/" + Some.Chat, Guid.NewGuid().ToByteArray(), 0, TimeSpan.FromMinutes(1));
        await using TicketDesk desk = Desk();
        await desk.KnowNewestAsync(desk.AddChat(10));
        DateTimeOffset started = _time.GetUtcNow();

        ImportResult result = await desk.ImportAsync();

        Assert.Equal(10, result.Counts.Inserted);
        Assert.InRange(_time.GetUtcNow() - started, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1.2));
    }

    [Fact]
    public async Task ImportAsync_AnotherTookTheLease_EndsAsLeaseLost()
    {
        await using TicketDesk desk = Desk();
        await desk.KnowNewestAsync(desk.AddChat(300));
        desk.Phone.Mood = (_, ordinal) =>
        {
            if (ordinal == 1)
            {
                TakeLease();
            }

            return ordinal == 1 ? PhoneMood.Silent : new PhoneMood();
        };

        ImportResult result = await desk.ImportAsync();

        Assert.Equal(ImportOutcome.LeaseLost, result.Outcome);
        Assert.Equal(51, result.Counts.Inserted);
    }

    [Fact]
    public async Task ImportAsync_LongRun_KeepsItsLease()
    {
        await using TicketDesk desk = Desk();
        desk.Phone.Mood = (_, _) => new PhoneMood { Answers = [TimeSpan.FromSeconds(29)] };
        await desk.KnowNewestAsync(desk.AddChat(1001));

        Assert.Equal((ImportOutcome.Completed, (FetchEnd?)FetchEnd.Exhausted), await Both(desk.ImportAsync()));
        Assert.Null(await _state.GetAsync(Some.Connection, "lease/import/" + Some.Chat));
        Assert.Null(await _state.GetAsync(Some.Connection, "lease/fetch"));

        static async Task<(ImportOutcome, FetchEnd?)> Both(Task<ImportResult> running) => ((await running).Outcome, (await running).FetchEnd);
    }

    TicketDesk Desk(InMemoryMessageStore? store = null) => new(store: store, state: _state, time: _time);

    void TakeLease()
    {
        const string Key = "lease/import/" + Some.Chat;
        long version = _state.GetAsync(Some.Connection, Key).AsTask().Result!.Version;
        Assert.NotNull(_state.TrySetAsync(Some.Connection, Key, Guid.NewGuid().ToByteArray(), version, TimeSpan.FromHours(1)).AsTask().Result);
    }
}
