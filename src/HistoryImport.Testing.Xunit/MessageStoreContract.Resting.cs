namespace HistoryImport.Testing.Xunit;

/// <summary>What waits for its message rests, and no longer than until the transaction that writes one with its id.</summary>
public abstract partial class MessageStoreContract
{
    const int MostOffers = 50;

    static readonly ConnectionKey _otherConnection = new("tenant", "other");

    [Theory]
    [InlineData(AmendmentRest.InWindows)]
    [InlineData(AmendmentRest.UntilMessage)]
    public async Task UpsertAsync_AmendmentOfferedInVain_Rests(AmendmentRest rest)
    {
        IMessageCache cache = await WithWaitingAsync("A", "B");
        Assert.Equal("A B", await RestingAsync(cache, AmendmentRest.None));

        Assert.Equal([UpsertOutcome.Missing], await OfferAsync(cache, rest, "A"));

        Assert.Equal(("B", "A", "A B"), (await RestingAsync(cache, AmendmentRest.None), await RestingAsync(cache, rest), await RestingAsync(cache, null)));
        Assert.Equal("", await RestingAsync(cache, rest, Some.Number(2)));
        Assert.Equal("A", await RestingAsync(cache, rest, Some.Contact, Some.Number(2)));
    }

    [Theory]
    [InlineData(AmendmentRest.InWindows)]
    [InlineData(AmendmentRest.UntilMessage)]
    public async Task UpsertAsync_MessageWithTheId_EndsTheRest(AmendmentRest rest)
    {
        IMessageCache cache = await WithWaitingAsync("A", "B");
        await OfferAsync(cache, rest, "A", "B");
        await WriteAsync(Some.Text(key: Some.Key("OTHER")));
        await WriteAsync(_otherConnection, Some.Text());
        await WriteAsync(Some.Amendment() with { IsRevoked = true });
        Assert.Equal("", await RestingAsync(cache, AmendmentRest.None));

        // Whoever it is of: only the run that offers them knows all there is to it.
        await WriteAsync(Some.Text(key: Some.Key(chat: Some.Number(2), fromMe: true)));

        Assert.Equal(("A B", ""), (await RestingAsync(cache, AmendmentRest.None), await RestingAsync(cache, rest)));
    }

    [Fact]
    public async Task UpsertAsync_MoreOfAMessage_EndsTheRest()
    {
        IMessageCache cache = await WithWaitingAsync("A");
        MessageUpsert received = Some.Text(key: Some.Key(chat: Some.Number(2)));
        await WriteAsync(received);
        await OfferAsync(cache, AmendmentRest.UntilMessage, "A");
        await WriteAsync(received with { WireId = new MessageWireId("wamid.1", true) });

        Assert.Equal("A", await RestingAsync(cache, AmendmentRest.None));
    }

    [Fact]
    public async Task UpsertAsync_AmendmentThatFindsItsMessage_IsRemovedAndDoesNotRest()
    {
        IMessageCache cache = await WithWaitingAsync("A");
        await OfferAsync(cache, AmendmentRest.UntilMessage, "A");
        await WriteAsync(Some.Text());

        Assert.Equal([UpsertOutcome.Updated], await OfferAsync(cache, AmendmentRest.UntilMessage, "A"));

        Assert.Equal("", await RestingAsync(cache, null));
        Assert.True((await RowAsync()).IsRevoked);
    }

    [Fact]
    public async Task UpsertAsync_FailsAmidWork_LeavesTheRestAsItWas()
    {
        IMessageCache cache = await WithWaitingAsync("A", "B");
        await OfferAsync(cache, AmendmentRest.UntilMessage, "A");
        MessageBatch batch = await OfferOfAsync(cache, AmendmentRest.UntilMessage, "B");
        batch = batch with { Items = [Some.Text(key: Some.Key("ID", Some.Number(2))), .. batch.Items], Acknowledgements = [.. batch.Acknowledgements.Select(entry => entry with { Of = 1 })] };
        await Assert.ThrowsAsync<InvalidTimeZoneException>(async () => await Store.UpsertAsync(
            Some.Connection, batch with { Names = new TrippingList<HistoryName>([new(Some.Contact, NameKind.Push, "name")], () => throw new InvalidTimeZoneException()) }));

        Assert.Equal(("B", "A"), (await RestingAsync(cache, AmendmentRest.None), await RestingAsync(cache, AmendmentRest.UntilMessage)));
    }

    [Fact]
    public async Task UpsertAsync_CacheOfAnotherDatabaseOffers_NothingRests()
    {
        IMessageCache cache = await WithWaitingAsync("A");
        await Store.UpsertAsync(Some.Connection, await OfferOfAsync(cache, AmendmentRest.UntilMessage, "A") with { CacheScope = new StorageScope() });

        Assert.Equal("A", await RestingAsync(cache, AmendmentRest.None));
    }

    [Fact]
    public async Task DeferAsync_AnotherLikeOneThatRests_RestsAndIsOne()
    {
        IMessageCache cache = await WithWaitingAsync("A");
        await OfferAsync(cache, AmendmentRest.UntilMessage, "A");

        Assert.Equal(0, await cache.DeferAsync(Some.Connection, [new(0, Some.AmendmentMessage("A"))]));

        Assert.Equal("A", await RestingAsync(cache, AmendmentRest.UntilMessage));
        await cache.RemoveAsync(Some.Connection, [Assert.Single(await WaitingAsync(cache, null)).EntryId]);
        Assert.Equal("", await RestingAsync(cache, null));
    }

    [Fact]
    public async Task UpsertAsync_OfferedWhileItsMessageIsWritten_DoesNotRestBesideIt()
    {
        IMessageCache cache = await WithWaitingAsync();
        for (int round = 0; round < 40; round++)
        {
            string id = "ROUND" + round;
            HistoryMessage revoke = Some.AmendmentMessage(id) with { Amendment = new MessageAmendment { Kind = AmendmentKind.Revoke, TargetId = id } };
            await cache.DeferAsync(Some.Connection, [new(0, revoke)]);
            MessageBatch offer = await OfferOfAsync(cache, AmendmentRest.UntilMessage, id) with { Items = [Some.Amendment(Some.Key(id)) with { IsRevoked = true }] };
            if (round % 2 == 0)
            {
                await Store.UpsertAsync(Some.Connection, offer);
            }

            await Task.WhenAll(
                Task.Run(async () => await Store.UpsertAsync(Some.Connection, offer)),
                Task.Run(async () => await Store.UpsertAsync(Some.Connection, new MessageBatch { Items = [Some.Text(key: Some.Key(id))] })));

            Assert.Equal("", await RestingAsync(cache, AmendmentRest.UntilMessage));
            await Store.UpsertAsync(Some.Connection, offer);
            Assert.Equal("", await RestingAsync(cache, null));
        }
    }

    async Task<IMessageCache> WithWaitingAsync(params string[] ids)
    {
        IMessageCache? cache = await CreateCacheAsync(Store);
        Assert.SkipWhen(cache?.Scope is not { LetsAmendmentsRest: true }, "The store shares its database with no message cache that lets amendments rest.");
        await cache!.DeferAsync(Some.Connection, [.. ids.Select(id => new CachedMessage(0, Some.AmendmentMessage(id)))]);
        return cache;
    }

    // A store may let it rest later than it could.
    async Task<IReadOnlyList<UpsertOutcome>> OfferAsync(IMessageCache cache, AmendmentRest rest, params string[] ids)
    {
        UpsertResult result;
        int times = 0;
        do
        {
            await Task.Delay(10 * times);
            result = await Store.UpsertAsync(Some.Connection, await OfferOfAsync(cache, rest, ids));
        }
        while ((await WaitingAsync(cache, AmendmentRest.None)).Any(entry => ids.Contains(entry.Message.Id)) && ++times < MostOffers);

        return result.Outcomes;
    }

    // Each of them a revoke of one message, as a run folds them.
    static async Task<MessageBatch> OfferOfAsync(IMessageCache cache, AmendmentRest rest, params string[] ids) => new()
    {
        Items = [Some.Amendment() with { IsRevoked = true }],
        CacheScope = cache.Scope,
        Acknowledgements =
        [
            .. (await WaitingAsync(cache, null)).Where(entry => ids.Contains(entry.Message.Id)).Select(entry => new Acknowledgement(entry.EntryId, 0) { Rest = rest }),
        ],
    };

    static async Task<string> RestingAsync(IMessageCache cache, AmendmentRest? rest, params Jid[] chats) =>
        string.Join(' ', (await WaitingAsync(cache, rest, chats)).Select(entry => entry.Message.Id));

    static async Task<List<CachedMessage>> WaitingAsync(IMessageCache cache, AmendmentRest? rest, params Jid[] chats)
    {
        var entries = new List<CachedMessage>();
        var query = new CacheQuery { Connection = Some.Connection, Chats = chats.Length == 0 ? null : chats, Waiting = true, Rest = rest };
        await foreach (CacheBatch batch in cache.ReadAsync(query))
        {
            entries.AddRange(batch.Messages);
        }

        return entries;
    }
}
