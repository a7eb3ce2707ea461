namespace HistoryImport.Testing.Xunit;

public abstract partial class MessageStoreContract
{
    const int Runs = 5;

    /// <summary>The seeds of the random histories; a failing one replays.</summary>
    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, Runs)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task UpsertAsync_AnyOrderAndBatching_EndsAsTheMergeRulesSay(int seed)
    {
        Require(StoreFeatures.Amendments);

        var history = new RandomHistory(seed);
        for (int order = 0; order < 3; order++)
        {
            IMessageStore store = await CreateStoreAsync();
            await history.DeliverAsync(store, new Random(seed * 100 + order));

            Assert.Equal(history.Expected(), await RowsAsync(store));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task JoinAsync_AtAnyMoment_EndsAsIfKnownFromTheStart(int seed)
    {
        Require(StoreFeatures.Amendments | StoreFeatures.Join);

        var history = new RandomHistory(seed, withClaims: true);
        for (int order = 0; order < 3; order++)
        {
            IMessageStore store = await CreateStoreAsync();
            await history.DeliverAsync(store, new Random(seed * 100 + order));

            Assert.Equal(history.Expected(), await RowsAsync(store));
        }
    }
}
