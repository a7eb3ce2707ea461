namespace HistoryImport.Testing.Xunit;

public abstract partial class MessageCacheContract
{
    [Fact]
    public async Task AppendAsync_SameMessageTwice_KeepsBoth()
    {
        await AppendAsync(Some.Message("A"));
        await AppendAsync(Some.Message("A"));

        Assert.Equal("A A", await IdsAsync());
    }

    [Fact]
    public async Task AppendAsync_Cancelled_KeepsNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await Cache.AppendAsync(Some.Connection, new HistorySet { Messages = [Some.Message()] }, new CancellationToken(canceled: true)));

        Assert.Empty(await MessagesAsync());
    }

    [Fact]
    public async Task AppendAsync_FromManyThreads_KeepsAll()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(async () => await AppendAsync(Some.Message("A" + i), Some.Message("B" + i)))));

        Assert.Equal(80, (await MessagesAsync()).Select(cached => (cached.EntryId, cached.Message.Id)).Distinct().Count());
    }

    [Fact]
    public async Task RemoveAsync_SomeUnknownAndForeignIds_RemovesThoseOnly()
    {
        await AppendAsync(Some.Message("A"), Some.Message("B"), Some.Message("C"));
        await Cache.AppendAsync(OtherConnection, new HistorySet { Messages = [Some.Message("D")] });
        long[] entries = await EntriesAsync("A", "C");
        await Cache.RemoveAsync(OtherConnection, entries);
        Assert.Equal("A B C", await IdsAsync());

        await Cache.RemoveAsync(Some.Connection, [.. entries, 123456, -1]);
        await Cache.RemoveAsync(Some.Connection, entries);
        Assert.Equal("B", await IdsAsync());
        Assert.Equal("D", await IdsAsync(Query(OtherConnection)));
    }

    [Fact]
    public async Task RemoveAsync_Newest_NeverGivesItsIdAway()
    {
        await AppendAsync(Some.Message("A"));
        long[] removed = await EntriesAsync("A");
        await Cache.RemoveAsync(Some.Connection, removed);
        await AppendAsync(Some.Message("B"));
        await Cache.RemoveAsync(Some.Connection, removed);

        Assert.Equal("B", await IdsAsync());
    }

    [Fact]
    public async Task ExpireAsync_OldAndNew_RemovesTheOldAndCountsMessages()
    {
        await AppendAsync(Some.Message("A"), Some.AmendmentMessage("B"), Some.Message("C"));
        await Cache.DeferAsync(Some.Connection, [Assert.Single(await MessagesAsync(), cached => cached.Message.Id == "B")]);
        await Cache.AppendAsync(Some.Connection, new HistorySet { Contacts = [new HistoryContact { Id = Some.Contact.Value, Name = "Old" }] });
        await Cache.AppendAsync(OtherConnection, new HistorySet { Messages = [Some.Message("OTHER")] });
        await Cache.AddAliasesAsync(Some.Connection, new AliasSet { Claims = [new JidClaim(Some.Lid(1), Some.Contact)] });
        Time.Advance(TimeSpan.FromDays(1));
        DateTimeOffset bound = Time.GetUtcNow();
        await AppendAsync(Some.Message("D"));

        Assert.Equal(3, await Cache.ExpireAsync(Some.Connection, bound));
        Assert.Equal(0, await Cache.ExpireAsync(Some.Connection, bound));
        Assert.Equal("D", await IdsAsync());
        Assert.Equal("", await WaitingIdsAsync());
        Assert.Equal("OTHER", await IdsAsync(Query(OtherConnection)));
        Assert.Single((await Cache.GetAliasesAsync(Some.Connection)).Claims);
    }

    [Fact]
    public async Task PurgeAsync_OneConnection_ForgetsAllOfItAndNothingElse()
    {
        await FillAsync(Some.Connection);
        await FillAsync(OtherConnection);
        await Cache.PurgeAsync(Some.Connection);

        Assert.Empty(await BatchesAsync());
        Assert.Equal("", await WaitingIdsAsync());
        Assert.True((await Cache.GetAliasesAsync(Some.Connection)).IsEmpty);
        Assert.Equal("A", await IdsAsync(Query(OtherConnection)));
        Assert.Single((await Cache.GetAliasesAsync(OtherConnection)).Claims);

        // Another phone may follow.
        await Cache.AppendAsync(Some.Connection, new HistorySet { Messages = [Some.Message("NEW")], Account = [Some.Number(8)] });
        Assert.Equal("NEW", await IdsAsync());

        async Task FillAsync(ConnectionKey connection)
        {
            await Cache.AppendAsync(connection, new HistorySet { Messages = [Some.Message("A")], Account = [Some.Number(9)] });
            await Cache.DeferAsync(connection, [new CachedMessage(0, Some.AmendmentMessage())]);
            await Cache.AddAliasesAsync(connection, new AliasSet { Claims = [new JidClaim(Some.Lid(1), Some.Contact)] });
        }
    }

    [Fact]
    public async Task AppendAsync_Reopened_IsThere()
    {
        Assert.SkipUnless(IsDurable, "The cache does not outlive its process: reopening.");

        await Cache.AppendAsync(Some.Connection, new HistorySet { Messages = [Some.Message("A")], Account = [Some.Number(9)] });
        await Cache.DeferAsync(Some.Connection, [new CachedMessage(0, Some.AmendmentMessage())]);
        await Cache.AddAliasesAsync(Some.Connection, new AliasSet { Claims = [new JidClaim(Some.Lid(1), Some.Contact)] });
        Cache = await ReopenAsync(Cache);

        Assert.Equal("A", await IdsAsync());
        Assert.Equal("AMENDMENT", await WaitingIdsAsync());
        AliasSet aliases = await Cache.GetAliasesAsync(Some.Connection);
        Assert.Equal([new JidClaim(Some.Lid(1), Some.Contact)], aliases.Claims);
        Assert.Equal([Some.Number(9)], aliases.Account);
    }

    [Fact]
    public async Task ExpireAsync_OnlyWhatWaitsIsOld_RemovesThatAlone()
    {
        await AppendAsync(Some.AmendmentMessage("B"));
        await Cache.DeferAsync(Some.Connection, await MessagesAsync());
        Time.Advance(TimeSpan.FromDays(1));
        DateTimeOffset bound = Time.GetUtcNow();
        await AppendAsync(Some.Message("D"), Some.AmendmentMessage("E"));

        Assert.Equal(1, await Cache.ExpireAsync(Some.Connection, bound));
        Assert.Equal("", await WaitingIdsAsync());
        Assert.Equal("D E", await IdsAsync());
    }

    [Fact]
    public async Task GetUsageAsync_TwoConnections_CountsMessagesAndBytesOfBoth()
    {
        if (await Cache.GetUsageAsync() is not { } empty)
        {
            Assert.Skip("The cache does not count what it holds.");
            return;
        }

        Assert.Equal(new CacheUsage(0, 0, 0, null), empty);
        DateTimeOffset first = Time.GetUtcNow();
        await AppendAsync(Some.Message("A"), Some.Message("B"));
        Time.Advance(TimeSpan.FromMinutes(5));
        await Cache.AppendAsync(OtherConnection, new HistorySet { Messages = [Some.Message("C")] });
        await Cache.AppendAsync(new ConnectionKey("tenant", "third"), new HistorySet { Problems = [new DecodeProblem(1, "Unreadable.")] });

        CacheUsage usage = (await Cache.GetUsageAsync())!;
        Assert.Equal((2, 3, first.ToUnixTimeMilliseconds()), (usage.Connections, usage.Messages, usage.OldestReceivedAt?.ToUnixTimeMilliseconds()));
        Assert.InRange(usage.Bytes, 1, long.MaxValue);

        await Cache.RemoveAsync(Some.Connection, await EntriesAsync("A", "B"));
        CacheUsage left = (await Cache.GetUsageAsync())!;
        Assert.Equal(
            (1, 1, first.AddMinutes(5).ToUnixTimeMilliseconds()), (left.Connections, left.Messages, left.OldestReceivedAt?.ToUnixTimeMilliseconds()));
        Assert.True(left.Bytes < usage.Bytes);
    }
}
