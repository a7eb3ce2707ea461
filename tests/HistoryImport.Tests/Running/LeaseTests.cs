using System.Text;
using HistoryImport.Tests.Fetching;
using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Running;

/// <summary>What becomes of a lease when the state store fails, hangs or loses its answers.</summary>
[Collection(ClockCollection.Name)]
public sealed class LeaseTests
{
    const string Key = "lease/import/" + Some.Chat;

    static readonly TimeSpan _soon = TimeSpan.FromSeconds(20);

    readonly ManualTimeProvider _time = new();
    readonly InMemoryStateStore _state;
    readonly InterceptedStates _intercepted;

    public LeaseTests()
    {
        _state = new(_time);
        _intercepted = new(_state);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ImportAsync_RenewalsHangOrFail_FailsWhenTheTimeOfTheLeaseIsOver(bool hang)
    {
        _intercepted.BeforeSet = (key, version, lifetime) => key == Key && version > 0 && lifetime > TimeSpan.Zero
            ? hang ? new TaskCompletionSource().Task : Task.FromException(new HistoryStorageException("Not now."))
            : Task.CompletedTask;
        await using TicketDesk desk = Desk(options => (options.LeaseDuration, options.FetchTimeout) = (TimeSpan.FromSeconds(50), TimeSpan.FromMinutes(10)));
        desk.Phone.Mood = (_, _) => PhoneMood.Silent;
        await desk.KnowNewestAsync(desk.AddChat(10));
        DateTimeOffset started = _time.GetUtcNow();

        ImportResult result = await desk.ImportAsync().WaitAsync(_soon);

        Assert.Equal((ImportOutcome.Failed, true), (result.Outcome, result.IsTransient));
        Assert.Contains("50 s", result.Reason, StringComparison.Ordinal);
        Assert.Contains("Nobody took over", result.Reason, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(50), _time.GetUtcNow() - started);
    }

    [Fact]
    public async Task ImportAsync_StoreIsGoneForLongerThanTheLease_SaysThatItCouldNotAskWhetherAnotherTookOver()
    {
        await using TicketDesk desk = Desk();
        desk.Phone.Mood = (_, _) =>
        {
            _intercepted.BeforeGet = key => key == Key ? Task.FromException(new HistoryStorageException("Gone.")) : Task.CompletedTask;
            _intercepted.BeforeSet = (key, _, _) => key == Key ? Task.FromException(new HistoryStorageException("Gone.")) : Task.CompletedTask;
            return PhoneMood.Silent;
        };
        await desk.KnowNewestAsync(desk.AddChat(10));

        ImportResult result = await desk.ImportAsync().WaitAsync(_soon);

        Assert.Equal((ImportOutcome.Failed, true), (result.Outcome, result.IsTransient));
        Assert.Contains("could not be asked", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportAsync_AnotherTookTheLeaseAndGaveItBack_EndsAsLeaseLost()
    {
        await using TicketDesk desk = Desk();
        desk.Phone.Mood = (_, _) =>
        {
            long status = _state.GetAsync(Some.Connection, "status/" + Some.Chat).AsTask().Result!.Version;
            _ = _state.TrySetAsync(Some.Connection, "status/" + Some.Chat, Encoding.UTF8.GetBytes($$"""{"RunId":"{{Guid.NewGuid()}}","State":"Ended"}"""), status).AsTask().Result;
            long lease = _state.GetAsync(Some.Connection, Key).AsTask().Result!.Version;
            _ = _state.TrySetAsync(Some.Connection, Key, default, lease, TimeSpan.Zero).AsTask().Result;
            return PhoneMood.Silent;
        };
        await desk.KnowNewestAsync(desk.AddChat(10));

        Assert.Equal(ImportOutcome.LeaseLost, (await desk.ImportAsync().WaitAsync(_soon)).Outcome);
    }

    [Fact]
    public async Task ImportAsync_SomeRenewalsFail_KeepsTheLease()
    {
        int renewals = 0;
        _intercepted.BeforeSet = (key, version, lifetime) => key == Key && version > 0 && lifetime > TimeSpan.Zero && ++renewals % 2 == 0
            ? Task.FromException(new HistoryStorageException("Not now."))
            : Task.CompletedTask;
        await using TicketDesk desk = Desk();
        desk.Phone.Mood = (_, _) => new PhoneMood { Answers = [TimeSpan.FromSeconds(29)] };
        await desk.KnowNewestAsync(desk.AddChat(300));

        Assert.Equal(ImportOutcome.Completed, (await desk.ImportAsync().WaitAsync(_soon)).Outcome);
        Assert.InRange(renewals, 6, 20);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ImportAsync_AnswerToTheAcquisitionIsLost_GivesTheLeaseBack(bool cancelled)
    {
        using var cancel = new CancellationTokenSource();
        _intercepted.AfterSet = (key, version, _) =>
        {
            if (key == Key && version == 0)
            {
                cancel.Cancel();
                throw cancelled ? new OperationCanceledException(cancel.Token) : new HistoryStorageException("Not now.");
            }
        };
        await using TicketDesk desk = Desk();
        await desk.KnowNewestAsync(desk.AddChat(10));

        if (cancelled)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => desk.ImportAsync(cancellationToken: cancel.Token));
        }
        else
        {
            Assert.Equal(ImportOutcome.Failed, (await desk.ImportAsync()).Outcome);
        }

        Assert.Null(await _state.GetAsync(Some.Connection, Key));
    }

    [Fact]
    public async Task ImportAsync_AnotherWonTheRaceAndOurAnswerIsLost_LeavesTheirLease()
    {
        byte[] other = Guid.NewGuid().ToByteArray();
        _intercepted.BeforeSet = async (key, version, lifetime) =>
        {
            if (key == Key && version == 0)
            {
                await _state.TrySetAsync(Some.Connection, key, other, 0, lifetime);
                throw new HistoryStorageException("Not now.");
            }
        };
        await using TicketDesk desk = Desk();

        Assert.Equal(ImportOutcome.Failed, (await desk.ImportAsync()).Outcome);
        Assert.Equal(other, (await _state.GetAsync(Some.Connection, Key))!.Value.ToArray());
    }

    [Fact]
    public async Task ImportAsync_StoreFailsToReleaseTheLease_CompletesAllTheSame()
    {
        _intercepted.BeforeSet = (key, _, lifetime) =>
            key == Key && lifetime == TimeSpan.Zero ? throw new InvalidOperationException("A host's own store.") : Task.CompletedTask;
        await using TicketDesk desk = Desk();
        await desk.KnowNewestAsync(desk.AddChat(10));

        Assert.Equal(ImportOutcome.Completed, (await desk.ImportAsync()).Outcome);
        Assert.Equal(0, _time.ActiveTimers);
    }

    [Fact]
    public async Task ImportAsync_ReleaseMeetsARenewalWhoseAnswerWasLost_ReleasesAllTheSame()
    {
        _intercepted.AfterSet = (key, version, lifetime) =>
        {
            if (key == Key && version > 0 && lifetime > TimeSpan.Zero)
            {
                throw new HistoryStorageException("Not now.");
            }
        };
        await using TicketDesk desk = Desk(options => options.LeaseDuration = TimeSpan.FromMinutes(10));
        desk.Phone.Mood = (_, _) => new PhoneMood { Answers = [TimeSpan.FromSeconds(29)] };
        await desk.KnowNewestAsync(desk.AddChat(500));

        Assert.Equal(ImportOutcome.Completed, (await desk.ImportAsync()).Outcome);
        Assert.Null(await _state.GetAsync(Some.Connection, Key));
    }

    TicketDesk Desk(Action<HistoryImportOptions>? configure = null) => new(configure, state: _intercepted, time: _time);
}
