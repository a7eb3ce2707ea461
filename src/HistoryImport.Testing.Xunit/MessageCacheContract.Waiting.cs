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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DeferAsync_AcknowledgementsOfOneMessage_TheFurthestWaits(bool cached)
    {
        MessageStatus[] told = [MessageStatus.Delivered, MessageStatus.Read, MessageStatus.Server];
        foreach (MessageStatus status in told)
        {
            HistoryMessage acknowledgement = Some.Acknowledgement("A", status);
            if (cached)
            {
                await AppendAsync(acknowledgement);
            }

            Assert.Equal(
                status == told[0] ? 1 : 0,
                await Cache.DeferAsync(Some.Connection, cached ? await MessagesAsync() : [new CachedMessage(0, acknowledgement)]));
        }

        Assert.Equal([MessageStatus.Read], await StatusesAsync());
        Assert.Equal("", await IdsAsync());
    }

    [Fact]
    public async Task DeferAsync_AcknowledgementsAtOnce_TheFurthestOfEachDirectionWaits()
    {
        HistoryMessage[] told =
        [
            Some.Acknowledgement("A", MessageStatus.Read), Some.Acknowledgement("A", MessageStatus.Server), Some.Acknowledgement("A", MessageStatus.Played),
            Some.Acknowledgement("A", MessageStatus.Read, fromMe: false), Some.Acknowledgement("B", MessageStatus.Server),
        ];

        Assert.Equal(3, await Cache.DeferAsync(Some.Connection, [.. told.Select(one => new CachedMessage(0, one))]));
        Assert.Equal(0, await Cache.DeferAsync(Some.Connection, [.. told.Select(one => new CachedMessage(0, one))]));
        Assert.Equal([MessageStatus.Server, MessageStatus.Read, MessageStatus.Played], await StatusesAsync());
    }

    [Fact]
    public async Task FindSurplusStatusesAsync_MoreThanTheBound_AreTheOldestAcknowledgements()
    {
        await Cache.DeferAsync(Some.Connection, [new(0, Some.AmendmentMessage("REVOKE"))]);
        foreach (string id in (string[])["A", "B", "C"])
        {
            await Cache.DeferAsync(Some.Connection, [new(0, Some.Acknowledgement(id, MessageStatus.Read))]);
        }

        await Cache.DeferAsync(OtherConnection, [new(0, Some.Acknowledgement("D", MessageStatus.Read))]);

        Assert.Empty(await Cache.FindSurplusStatusesAsync(Some.Connection, 3, 10));
        Assert.Empty(await Cache.FindSurplusStatusesAsync(new ConnectionKey("tenant", "nobody"), 1, 10));
        IReadOnlyList<long> surplus = await Cache.FindSurplusStatusesAsync(Some.Connection, 1, 10);
        Assert.Equal(surplus.Take(1), await Cache.FindSurplusStatusesAsync(Some.Connection, 1, 1));
        Assert.Equal(2, surplus.Count);
        await Cache.RemoveAsync(Some.Connection, surplus);
        Assert.Equal("REVOKE C", await WaitingIdsAsync());
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

    async Task<IEnumerable<MessageStatus>> StatusesAsync() =>
        (await MessagesAsync(Query() with { Waiting = true })).Select(cached => cached.Message.Amendment!.Status!.Value).Order();
}
