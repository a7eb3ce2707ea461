using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Fetching;

/// <summary>Who waits for another import, or for the phone, may give up at any time, and takes nobody's turn away.</summary>
[Collection(ClockCollection.Name)]
public sealed class WaitingTests
{
    const string OtherChat = "5511900000009@s.whatsapp.net";

    static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    readonly ManualTimeProvider _time = new();
    readonly InMemoryStateStore _state;

    public WaitingTests() => _state = new(_time);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ImportAsync_CancelledWhileAnotherTicketAsksThePhone_EndsAtOnceAndTheNextGetsItsTurn(bool isSameHost)
    {
        await using TicketDesk asking = Desk();
        await using TicketDesk elsewhere = Desk(asking.Host.Store);
        TicketDesk waiting = isSameHost ? asking : elsewhere;
        ImportRequest other = TicketDesk.Ticket with { Chats = [Jid.Parse(OtherChat)] };
        await asking.KnowNewestAsync(asking.AddChat(60));
        var otherChat = new PhoneChat { Spellings = [OtherChat], Messages = TicketDesk.History(60, OtherChat, "O") };
        waiting.Phone.Add(Some.Connection, otherChat);
        await waiting.KnowNewestAsync(otherChat);
        asking.Phone.Mood = (request, _) => request.Anchor.Chat == OtherChat ? new PhoneMood() : PhoneMood.Silent;

        (TimeSpan waited, ImportResult asked, ImportResult next) = await _time.RunAsync(async () =>
        {
            Task<ImportResult> first = asking.Host.ImportAsync(TicketDesk.Ticket);
            await UntilAsync(() => asking.Phone.Requests.Count > 0);
            DateTimeOffset started = _time.GetUtcNow();
            using var cancel = new CancellationTokenSource(_patience, _time);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Host.ImportAsync(other, cancel.Token));
            TimeSpan gaveUp = _time.GetUtcNow() - started;
            Task<ImportResult> second = waiting.Host.ImportAsync(other);
            return (gaveUp, await first, await second);
        });

        Assert.Equal(_patience, waited);
        Assert.Equal((FetchEnd.TimedOut, 3), (asked.FetchEnd, asked.FetchRequests));
        Assert.Equal((FetchEnd.Exhausted, 2), (next.FetchEnd, next.FetchRequests));
        Assert.Equal(1, asking.Phone.MaxInFlight);
        Assert.Null(await _state.GetAsync(Some.Connection, "lease/fetch"));
    }

    [Fact]
    public async Task ImportAsync_CancelledWhileItWaitsForTheSameImportElsewhere_EndsAtOnceAndTheOtherGoesOn()
    {
        await using TicketDesk one = Desk();
        await using TicketDesk other = Desk(one.Host.Store);
        await one.KnowNewestAsync(one.AddChat(60));
        one.Phone.Mood = (_, _) => PhoneMood.Silent;

        (TimeSpan waited, ImportResult result) = await _time.RunAsync(async () =>
        {
            Task<ImportResult> first = one.Host.ImportAsync(TicketDesk.Ticket);
            await UntilAsync(() => one.Phone.Requests.Count > 0);
            DateTimeOffset started = _time.GetUtcNow();
            using var cancel = new CancellationTokenSource(_patience, _time);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other.Host.ImportAsync(TicketDesk.Ticket, cancel.Token));
            return (_time.GetUtcNow() - started, await first);
        });

        Assert.Equal((_patience, ImportOutcome.Completed), (waited, result.Outcome));
        Assert.Null(await _state.GetAsync(Some.Connection, "lease/import/" + Some.Chat));
    }

    TicketDesk Desk(InMemoryMessageStore? store = null) => new(store: store, state: _state, time: _time);

    static async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            await Task.Yield();
        }
    }
}
