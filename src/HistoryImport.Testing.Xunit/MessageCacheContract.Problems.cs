namespace HistoryImport.Testing.Xunit;

public abstract partial class MessageCacheContract
{
    [Fact]
    public async Task AppendAsync_Problems_ComeBackUntilTheyAreRemoved()
    {
        DecodeProblem[] problems = [new(7, "the time is no time") { IsKept = true }, new(9, "not readable \"at all\"") { Unit = PositionUnit.Byte }];
        await Cache.AppendAsync(Some.Connection, new HistorySet { Messages = [Some.Message()], Problems = problems });
        await Cache.AppendAsync(OtherConnection, new HistorySet { Problems = [new(1, "another's")] });

        List<CachedProblem> cached = await ProblemsAsync();
        Assert.Equal(problems, cached.Select(one => one.Problem));
        Assert.Empty(await ProblemsAsync(Query() with { Waiting = true }));
        Assert.Empty(await ProblemsAsync(Query() with { Chats = [Some.Contact] }));

        await Cache.RemoveAsync(Some.Connection, [cached[0].EntryId]);
        Assert.Equal([problems[1]], (await ProblemsAsync()).Select(one => one.Problem));
        Assert.Equal("ID", await IdsAsync());
    }

    [Fact]
    public async Task PurgeAsync_Problems_ForgetsThem()
    {
        await Cache.AppendAsync(Some.Connection, new HistorySet { Problems = [new(1, "not readable")] });
        Assert.Single(await ProblemsAsync());

        await Cache.PurgeAsync(Some.Connection);

        Assert.Empty(await ProblemsAsync());
    }

    async Task<List<CachedProblem>> ProblemsAsync(CacheQuery? query = null) => [.. (await BatchesAsync(query)).SelectMany(batch => batch.Problems)];
}
