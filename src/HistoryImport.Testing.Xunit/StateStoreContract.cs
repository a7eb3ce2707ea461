namespace HistoryImport.Testing.Xunit;

/// <summary>What every <see cref="IStateStore"/> must do. A store's tests derive from this class and say how to make one.</summary>
public abstract partial class StateStoreContract : IAsyncLifetime
{
    const string Key = "lease/5511'x";

    /// <summary>Gets the store of this test.</summary>
    protected IStateStore Store { get; private set; } = null!;

    /// <summary>Gets the clock of the process, which the store uses unless its database has one.</summary>
    protected ManualTimeProvider Time { get; } = new();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Store = await CreateStoreAsync();

    /// <summary>Disposes of what the test made. Called after each test.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>Lets time pass on whichever clock decides when values expire.</summary>
    /// <param name="by">How much.</param>
    protected virtual ValueTask AdvanceAsync(TimeSpan by)
    {
        Time.Advance(by);
        return ValueTask.CompletedTask;
    }

    /// <summary>Makes an empty store whose time <see cref="AdvanceAsync"/> moves.</summary>
    protected abstract ValueTask<IStateStore> CreateStoreAsync();

    [Fact]
    public async Task GetAsync_Nothing_IsNull() => Assert.Null(await GetAsync());

    [Fact]
    public async Task TrySetAsync_New_ComesBackWithItsVersion()
    {
        long? version = await SetAsync("value", 0);

        Assert.True(version > 0);
        Assert.Equal(("value", version), await GetAsync());
    }

    [Fact]
    public async Task TrySetAsync_EmptyValue_ComesBack()
    {
        await SetAsync("", 0);

        Assert.Equal("", (await GetAsync())?.Value);
    }

    [Fact]
    public async Task TrySetAsync_LargestValue_ComesBackWithItsNeighbours()
    {
        byte[] value = [.. Enumerable.Range(0, StateValue.MaxBytes).Select(i => (byte)(i * 31))];
        Assert.NotNull(await Store.TrySetAsync(Some.Connection, "large/0", value, 0, TimeSpan.FromDays(30)));
        Assert.NotNull(await Store.TrySetAsync(Some.Connection, "large/1", value.AsMemory(0, 17), 0, TimeSpan.FromDays(30)));

        Assert.True((await Store.GetAsync(Some.Connection, "large/0"))!.Value.Span.SequenceEqual(value));
        Assert.True((await Store.GetAsync(Some.Connection, "large/1"))!.Value.Span.SequenceEqual(value.AsSpan(0, 17)));
    }

    [Fact]
    public async Task TrySetAsync_ReadVersion_ReplacesAndRises()
    {
        long first = (await SetAsync("a", 0))!.Value;
        long? second = await SetAsync("b", first);

        Assert.True(second > first);
        Assert.Equal(("b", second), await GetAsync());
    }

    [Fact]
    public async Task TrySetAsync_OtherVersion_WritesNothing()
    {
        long first = (await SetAsync("a", 0))!.Value;
        long second = (await SetAsync("b", first))!.Value;

        Assert.Null(await SetAsync("c", 0));
        Assert.Null(await SetAsync("c", first));
        Assert.Null(await SetAsync("c", second + 1));
        Assert.Equal(("b", second), await GetAsync());
    }

    [Fact]
    public async Task TrySetAsync_VersionOfNothing_WritesNothing()
    {
        Assert.Null(await SetAsync("a", 1));
        Assert.Null(await GetAsync());
    }

    [Fact]
    public async Task GetManyAsync_SomeAreThere_AnswersInTheOrderOfTheKeys()
    {
        await SetAsync("value", 0);

        IReadOnlyList<StateValue?> found = await Store.GetManyAsync(Some.Connection, ["none", Key, "lease"]);

        Assert.Equal([null, "value", null], found.Select(state => state is null ? null : System.Text.Encoding.UTF8.GetString(state.Value.Span)));
        Assert.Empty(await Store.GetManyAsync(Some.Connection, []));
    }

    [Fact]
    public async Task TrySetManyAsync_NobodyWroteInBetween_WritesAllOfIt()
    {
        long first = (await SetAsync("a", 0))!.Value;

        IReadOnlyList<long> versions = await Store.TrySetManyAsync(Some.Connection, [new("new", new byte[] { 1 }, 0), new(Key, new byte[] { 2 }, first)]);

        IReadOnlyList<StateValue?> found = await Store.GetManyAsync(Some.Connection, ["new", Key]);
        Assert.Equal(versions, found.Select(state => state!.Version));
        Assert.Equal([1, 2], found.Select(state => state!.Value.Span[0]));
        Assert.Empty(await Store.TrySetManyAsync(Some.Connection, []));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task TrySetManyAsync_SomebodyWroteOne_WritesThoseBeforeItAndNoneBehind(int stale)
    {
        await SetAsync("a", 0);
        StateWrite[] writes = [.. Enumerable.Range(0, 3).Select(i => new StateWrite(i == stale ? Key : $"new {i}", new byte[] { 1 }, 0))];

        Assert.Equal(stale, (await Store.TrySetManyAsync(Some.Connection, writes)).Count);

        IReadOnlyList<StateValue?> found = await Store.GetManyAsync(Some.Connection, ["new 0", "new 1", "new 2"]);
        Assert.Equal(stale, found.TakeWhile(state => state is not null).Count());
        Assert.Equal(stale, found.Count(state => state is not null));
        Assert.Equal("a", (await GetAsync())?.Value);
    }

    [Fact]
    public async Task TrySetAsync_TimeToLive_ExpiresAndMakesRoom()
    {
        long first = (await SetAsync("a", 0, TimeSpan.FromSeconds(10)))!.Value;
        await AdvanceAsync(TimeSpan.FromSeconds(9));
        Assert.NotNull(await GetAsync());
        Assert.Null(await SetAsync("b", 0));
        await AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Null(await GetAsync());

        // Who still holds the version of what expired must ask again: somebody may have been in between.
        Assert.Null(await SetAsync("b", first));
        long? second = await SetAsync("b", 0);
        Assert.True(second > first);
        Assert.Null(await SetAsync("c", first));
        Assert.Equal(("b", second), await GetAsync());
    }

    [Fact]
    public async Task TrySetAsync_NoTimeToLive_Removes()
    {
        long first = (await SetAsync("a", 0))!.Value;
        Assert.NotNull(await SetAsync("", first, TimeSpan.Zero));

        Assert.Null(await GetAsync());
        Assert.NotNull(await SetAsync("b", 0));
    }

    [Fact]
    public async Task WaitForChangeAsync_Cancelled_IsCancelled()
    {
        using var cancel = new CancellationTokenSource();
        Task waiting = Store.WaitForChangeAsync(Some.Connection, Key, 0, cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task TrySetAsync_Renewed_LivesOn()
    {
        long first = (await SetAsync("a", 0, TimeSpan.FromSeconds(10)))!.Value;
        await AdvanceAsync(TimeSpan.FromSeconds(5));
        long second = (await SetAsync("a", first, TimeSpan.FromSeconds(10)))!.Value;
        await AdvanceAsync(TimeSpan.FromSeconds(9));
        Assert.NotNull(await GetAsync());
        await SetAsync("a", second);
        await AdvanceAsync(TimeSpan.FromDays(1000));

        Assert.NotNull(await GetAsync());
    }

    [Fact]
    public async Task TrySetAsync_OtherKeyOrConnection_IsApart()
    {
        await SetAsync("a", 0);
        await Store.TrySetAsync(Some.Connection, Key.ToUpperInvariant(), "b"u8.ToArray(), 0);
        await Store.TrySetAsync(new ConnectionKey("tenant", "other"), Key, "c"u8.ToArray(), 0);
        await Store.TrySetAsync(new ConnectionKey("other", "connection"), Key, "d"u8.ToArray(), 0);

        Assert.Equal("a", (await GetAsync())?.Value);
        Assert.Equal("d"u8.ToArray(), (await Store.GetAsync(new ConnectionKey("other", "connection"), Key))!.Value.ToArray());
    }

    [Fact]
    public async Task TrySetAsync_ManyAtOnce_OneWins()
    {
        long?[] versions = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => SetAsync("v" + i, 0))));

        Assert.Single(versions, version => version is not null);
    }

    [Theory]
    [InlineData("")]
    [InlineData(513)]
    [InlineData("a\0b")]
    public async Task TrySetAsync_NoKey_Throws(object key)
    {
        string text = key as string ?? new string('k', (int)key);

        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Store.TrySetAsync(Some.Connection, text, default, 0));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Store.GetAsync(Some.Connection, text));
    }

    [Fact]
    public async Task TrySetAsync_LargestKeyAndValue_ComeBack()
    {
        string key = new('ü', 256);
        await Store.TrySetAsync(Some.Connection, key, new byte[1024 * 1024], 0);

        Assert.Equal(1024 * 1024, (await Store.GetAsync(Some.Connection, key))!.Value.Length);
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Store.TrySetAsync(Some.Connection, "k", new byte[1024 * 1024 + 1], 0));
    }

    [Fact]
    public async Task TrySetAsync_Cancelled_WritesNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await Store.TrySetAsync(Some.Connection, Key, default, 0, null, new CancellationToken(canceled: true)));

        Assert.Null(await GetAsync());
    }

    [Fact]
    public async Task ForgetAsync_Values_AreGoneAndNoOldVersionMatchesANewOne()
    {
        long? old = await SetAsync("one", 0);
        await Store.TrySetAsync(Some.Connection, "other", new byte[] { 1 }, 0, TimeSpan.FromHours(1));
        var another = new ConnectionKey("tenant", "another");
        await Store.TrySetAsync(another, Key, new byte[] { 1 }, 0);

        await AdvanceAsync(TimeSpan.FromSeconds(1));
        await Store.ForgetAsync(Some.Connection);
        await Store.ForgetAsync(Some.Connection);

        Assert.Null(await GetAsync());
        Assert.Empty(await Store.ListKeysAsync(Some.Connection, ""));
        Assert.NotNull(await Store.GetAsync(another, Key));
        Assert.Null(await SetAsync("late", old!.Value));
        Assert.NotEqual(old, await SetAsync("new", 0));
        Assert.Null(await SetAsync("late", old.Value));
    }

    async Task<(string Value, long? Version)?> GetAsync() =>
        await Store.GetAsync(Some.Connection, Key) is { } state ? (System.Text.Encoding.UTF8.GetString(state.Value.Span), state.Version) : null;

    async Task<long?> SetAsync(string value, long expectedVersion, TimeSpan? timeToLive = null) =>
        await Store.TrySetAsync(Some.Connection, Key, System.Text.Encoding.UTF8.GetBytes(value), expectedVersion, timeToLive);

    [Fact]
    public async Task EraseAsync_TextsInKeysOrValues_RemovesThoseAndNoOther()
    {
        var other = new ConnectionKey("tenant", "another");
        foreach (string key in (string[])["a/5511900000001@s", "b", "c", "d"])
        {
            await Store.TrySetAsync(Some.Connection, key, System.Text.Encoding.UTF8.GetBytes(key == "b" ? "{\"chat\":\"5511900000001\"}" : key == "c" ? "né" : "x"), 0);
        }

        await Store.TrySetAsync(other, "a/5511900000001@s", default, 0);

        Assert.Equal(3, await Store.EraseAsync(Some.Connection, ["5511900000001", "é"]));
        Assert.Equal(0, await Store.EraseAsync(Some.Connection, ["5511900000001", "é"]));

        Assert.Equal(["d"], await Store.ListKeysAsync(Some.Connection, ""));
        Assert.Single(await Store.ListKeysAsync(other, ""));
        Assert.NotNull(await Store.TrySetAsync(Some.Connection, "b", default, 0));
    }
}
