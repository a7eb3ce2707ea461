namespace HistoryImport.Testing.Xunit;

/// <summary>Tells whether a projection into a host's tables is a function of the state it is handed: whatever the order, and however often,
/// the rows end up the same. A host derives it, and says how to make a store that projects and how to look at the rows.</summary>
/// <remarks>What the tests deliver is invented: messages of persons and a group, edits, revokes, reactions, names, persons who turn out to be one, and who
/// turn out to be the account itself. xunit makes an object of this class for each test.</remarks>
public abstract class ProjectionContract : IAsyncLifetime
{
    const int Orders = 3;
    const int MostNamed = 3;

    /// <summary>The seeds of the random histories; a failing one replays.</summary>
    public static TheoryData<int> Seeds() => [1, 2];

    /// <inheritdoc/>
    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Disposes of what the test made. Called after each test.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>Makes a store that projects into empty tables, independent of those made before.</summary>
    protected abstract ValueTask<IMessageStore> CreateStoreAsync();

    /// <summary>Reads every row of the host's tables as a text that tells all that matters, and nothing that may differ: no ids which the host draws, and no
    /// time of writing.</summary>
    /// <param name="store">One that <see cref="CreateStoreAsync"/> made.</param>
    protected abstract ValueTask<IReadOnlyList<string>> ReadRowsAsync(IMessageStore store);

    [Theory]
    [MemberData(nameof(Seeds))]
    public Task Rows_AnyOrderAndBatching_EndAlike(int seed) => AssertAlikeAsync(new RandomHistory(seed), seed);

    [Theory]
    [MemberData(nameof(Seeds))]
    public Task Rows_PersonsWhoTurnOutToBeOne_EndAlike(int seed) => AssertAlikeAsync(new RandomHistory(seed, withClaims: true), seed);

    [Theory]
    [MemberData(nameof(Seeds))]
    public Task Rows_OwnAccountToldLate_EndAlike(int seed) => AssertAlikeAsync(new RandomHistory(seed, withClaims: true, withOwn: true), seed);

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Rows_DeliveredAgain_StayAsTheyAre(int seed)
    {
        var history = new RandomHistory(seed, withClaims: true);
        IMessageStore store = await CreateStoreAsync();
        var noise = new NoisyStore(store, new Random(seed));
        await history.DeliverAsync(noise, new Random(seed));
        await noise.CompleteAsync();
        IReadOnlyList<string> once = await RowsAsync(store);
        await history.DeliverAsync(noise, new Random(seed + 1));

        AssertSame(once, await RowsAsync(store), $"Delivered again, the history of seed {seed} changed the rows.");
    }

    async Task AssertAlikeAsync(RandomHistory history, int seed)
    {
        IReadOnlyList<string>? first = null;
        for (int order = 0; order < Orders; order++)
        {
            IMessageStore store = await CreateStoreAsync();
            var noise = new NoisyStore(store, new Random(seed * 100 + order));
            await history.DeliverAsync(noise, new Random(seed * 100 + order));
            await noise.CompleteAsync();
            IReadOnlyList<string> rows = await RowsAsync(store);

            Assert.NotEmpty(rows);
            AssertSame(first ??= rows, rows, $"In another order ({order}), the history of seed {seed} made other rows.");
        }
    }

    // What differs, and not a piece of two long lists.
    static void AssertSame(IReadOnlyList<string> expected, IReadOnlyList<string> actual, string what)
    {
        if (expected.SequenceEqual(actual, StringComparer.Ordinal))
        {
            return;
        }

        string[] missing = [.. expected.Except(actual, StringComparer.Ordinal)], added = [.. actual.Except(expected, StringComparer.Ordinal)];
        Assert.Fail(
            $"{what} A row has to be a function of MessageChange.State, and of nothing that was there before. A conversation goes where its last message left. {missing.Length} rows are missing, {added.Length} too many"
            + (missing.Length + added.Length == 0 ? ": some are there more than once." : ".")
            + string.Concat(missing.Take(MostNamed).Select(row => $"{Environment.NewLine}- {row}"))
            + string.Concat(added.Take(MostNamed).Select(row => $"{Environment.NewLine}+ {row}")));
    }

    async Task<IReadOnlyList<string>> RowsAsync(IMessageStore store) => [.. (await ReadRowsAsync(store)).Order(StringComparer.Ordinal)];
}
