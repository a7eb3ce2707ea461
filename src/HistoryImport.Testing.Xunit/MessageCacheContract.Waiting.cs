namespace HistoryImport.Testing.Xunit;

public abstract partial class MessageCacheContract
{
    [Fact]
    public async Task DeferAsync_CachedAmendment_WaitsUnderItsId()
    {
        await AppendAsync(Some.Message("A"), Some.AmendmentMessage("B"), Some.AmendmentMessage("C"));
        CachedMessage amendment = Assert.Single(await MessagesAsync(), cached => cached.Message.Id == "B");

        Assert.Equal(1, await Cache.DeferAsync(Some.Connection, [amendment]));
        Assert.Equal(0, await Cache.DeferAsync(Some.Connection, [amendment]));
        Assert.Equal("A C", await IdsAsync());
        CachedMessage waiting = Assert.Single(await MessagesAsync(Query() with { Waiting = true }));
        Assert.Equal((amendment.EntryId, "B"), (waiting.EntryId, waiting.Message.Id));

        await Cache.RemoveAsync(Some.Connection, [waiting.EntryId]);
        Assert.Equal("", await WaitingIdsAsync());
    }

    [Fact]
    public async Task DeferAsync_AmendmentFromAFile_IsKeptOnce()
    {
        CachedMessage[] amendments = [new(0, Some.AmendmentMessage("B") with { Position = 1 }), new(0, Some.AmendmentMessage("C"))];

        Assert.Equal(2, await Cache.DeferAsync(Some.Connection, amendments));
        Assert.Equal(1, await Cache.DeferAsync(Some.Connection, [new(0, Some.AmendmentMessage("B") with { Position = 7 }), new(0, Some.AmendmentMessage("D"))]));
        Assert.Equal("B C D", await WaitingIdsAsync());
        Assert.Equal("", await IdsAsync());
        Assert.Equal(1, await Cache.DeferAsync(OtherConnection, [amendments[0]]));
    }

    [Fact]
    public async Task DeferAsync_SameAmendmentReadAgain_IsTheSame()
    {
        HistoryMessage Read() => Some.AmendmentMessage("B") with { Reactions = [new HistoryReaction { Emoji = "👍" }] };

        Assert.Equal(1, await Cache.DeferAsync(Some.Connection, [new(0, Read())]));
        Assert.Equal(0, await Cache.DeferAsync(Some.Connection, [new(0, Read())]));
    }

    [Fact]
    public async Task DeferAsync_SameAmendmentAppendedAgain_WaitsOnce()
    {
        await AppendAsync(Some.AmendmentMessage("B"));
        await Cache.DeferAsync(Some.Connection, await MessagesAsync());
        await AppendAsync(Some.AmendmentMessage("B"));

        Assert.Equal(0, await Cache.DeferAsync(Some.Connection, await MessagesAsync()));
        Assert.Equal("B", await WaitingIdsAsync());
        Assert.Equal("", await IdsAsync());
    }

    [Fact]
    public async Task DeferAsync_RemovedThenDeferredAgain_IsNewlyWaiting()
    {
        await Cache.DeferAsync(Some.Connection, [new(0, Some.AmendmentMessage())]);
        await Cache.RemoveAsync(Some.Connection, [Assert.Single(await MessagesAsync(Query() with { Waiting = true })).EntryId]);

        Assert.Equal(1, await Cache.DeferAsync(Some.Connection, [new(0, Some.AmendmentMessage())]));
    }

    [Fact]
    public async Task ReadAsync_WaitingOfOneChat_YieldsItsOwnOnly()
    {
        await Cache.DeferAsync(Some.Connection, [new(0, Some.AmendmentMessage("A")), new(0, Some.AmendmentMessage("B", Some.Number(2).Value))]);

        Assert.Equal("B", await IdsAsync(Query() with { Waiting = true, Chats = [Some.Number(2)], Since = long.MaxValue }));
    }
}
