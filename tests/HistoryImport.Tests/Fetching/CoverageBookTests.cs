using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Fetching;

/// <summary>What a delivery or an answer leaves noted of each chat.</summary>
public sealed class CoverageBookTests
{
    const string Other = "5511900000009@s.whatsapp.net";

    readonly InMemoryStateStore _state = new(new ManualTimeProvider());
    readonly CoverageBook _book;

    public CoverageBookTests() => _book = new CoverageBook(_state, new ManualTimeProvider(), Some.Connection);

    [Fact]
    public async Task AddDelivery_MissingNumberIsAboutOtherChatsAlone_ClosesTheGapOfThisOne()
    {
        await DeliverAsync(At(30), 1);
        await DeliverAsync(At(10), 3);
        Assert.Equal(2, (await ReadAsync()).Count);

        await DeliverAsync(At(5) with { RemoteJid = Other }, 2);

        Assert.Equal((Some.Time + 10, Some.Time + 30), (Assert.Single(await ReadAsync()).From, (await ReadAsync())[0].To));
    }

    [Fact]
    public async Task AddDelivery_AnswerOnDemandThatNobodyWaitedFor_HasNoNumber()
    {
        await MakeAsync(_book.AddDelivery(Some.Set(At(10)) with { SyncType = HistorySyncType.OnDemand, ChunkOrder = 7 }, () => null));

        Stretch stretch = Assert.Single(await ReadAsync());
        Assert.Equal((null, null, null), (stretch.Type, stretch.FirstChunk, stretch.LastChunk));
        Assert.Null(await _state.GetAsync(Some.Connection, "chunks"));
    }

    [Fact]
    public async Task AddDelivery_AnswerThatBearsTheId_IsNotedAsThePageOfItsChatAlone()
    {
        var page = new Stretch { From = Some.Time + 10, To = Some.Time + 20, Chat = Some.Chat, Id = "M10" };
        var request = new PendingFetch { Chats = [Some.Chat], Before = Some.Time + 50, IsAnswered = true, IsByName = true, Page = page };

        await MakeAsync(_book.AddDelivery(Some.Set(At(10), At(20), At(30) with { RemoteJid = Other }) with { SyncType = HistorySyncType.Recent, ChunkOrder = 1 }, () => request));

        Stretch noted = Assert.Single(await ReadAsync());
        Assert.Equal((Some.Time + 10, Some.Time + 50, true, (int)GapCause.DeliveryEnded), (noted.From, noted.To, noted.IsPage, noted.Gap));
        Assert.Empty(await ReadAsync(Other));
        Assert.Null(await _state.GetAsync(Some.Connection, "chunks"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Add_SetWasOnlyTakenForTheAnswer_IsLeftToWhoWaits(bool isAfterDowntime)
    {
        var request = new PendingFetch { Chats = [Some.Chat], IsAnswered = true, Page = new Stretch { From = Some.Time } };

        await MakeAsync(isAfterDowntime ? _book.AddAfterDowntime(Some.Set(At(10)), Some.Time, () => request) : _book.AddDelivery(Some.Set(At(10)), () => request));

        Assert.Empty(await ReadAsync());
    }

    [Fact]
    public async Task AddAfterDowntime_NobodyWaits_NotesTheGap()
    {
        await MakeAsync(_book.AddAfterDowntime(Some.Set(At(10)), Some.Time, () => null));

        Assert.Equal((int)GapCause.Downtime, Assert.Single(await ReadAsync()).Gap);
    }

    [Fact]
    public async Task AddDelivery_WhatIsKnown_WritesNothing()
    {
        await DeliverAsync(At(10), 1);
        string key = Assert.Single(await _state.ListKeysAsync(Some.Connection, "coverage/"));
        long version = (await _state.GetAsync(Some.Connection, key))!.Version;

        await DeliverAsync(At(10), 1);

        Assert.Equal(version, (await _state.GetAsync(Some.Connection, key))!.Version);
    }

    [Fact]
    public async Task KeepAsync_SomebodyElseKeptMore_KeepsBoth()
    {
        await _book.KeepAsync(Jid.Parse(Some.Chat), ChatCoverage.Nothing.Add(new Stretch { From = 50, To = 60, Gap = 2 }), default);
        await _book.KeepAsync(Jid.Parse(Some.Chat), ChatCoverage.Nothing.Add(new Stretch { From = 10, To = 20 }), default);

        Assert.Equal([10, 50], (await ReadAsync()).Select(stretch => stretch.From));
    }

    [Fact]
    public async Task KeepAsync_ChatWhoseHistoryIsNotRemembered_KeepsNothing()
    {
        await _book.KeepAsync(Jid.Parse("status@broadcast"), ChatCoverage.Nothing.Add(new Stretch { From = 10, To = 20 }), default);

        Assert.Empty(await _state.ListKeysAsync(Some.Connection, ""));
    }

    ValueTask DeliverAsync(HistoryMessage entry, int order) =>
        MakeAsync(_book.AddDelivery(Some.Set(entry) with { SyncType = HistorySyncType.Recent, ChunkOrder = order }, () => null));

    ValueTask MakeAsync(IEnumerable<StateChange> changes) => StateChange.MakeAllAsync(_state, Some.Connection, [.. changes], default);

    async Task<IReadOnlyList<Stretch>> ReadAsync(string chat = Some.Chat) => (await _book.ReadAsync([Jid.Parse(chat)], default)).Stretches;

    static HistoryMessage At(long seconds) => Some.Text($"M{seconds}", time: Some.Time + seconds);
}
