using HistoryImport.Testing.Xunit;

namespace HistoryImport.PostgreSql.Tests.Messages;

public sealed class WrittenIdsTests
{
    static readonly TimeSpan _long = TimeSpan.FromHours(1);

    readonly WrittenIds _written = new();

    [Fact]
    public void Begin_WrittenBefore_IsExpected()
    {
        Assert.Equal([false, false], Write(Item("A"), Item("B")));

        Assert.Equal([false, true, true], Write(Item("C"), Item("B"), Item("A")));
    }

    [Fact]
    public async Task Begin_WhatABatchThatIsNotOverInserts_WaitsForIt()
    {
        Write(Item("A"));
        WrittenBatch before = _written.Begin(Some.Connection, [Item("A"), Item("B")]);
        using WrittenBatch next = _written.Begin(Some.Connection, [Item("B"), Item("C")]);
        using WrittenBatch free = _written.Begin(Some.Connection, [Item("A"), Item("D")]);

        Assert.Equal([true, false], next.IsExpected);
        Assert.True(free.WaitAsync(_long, CancellationToken.None).IsCompleted);
        Task waiting = next.WaitAsync(_long, CancellationToken.None).AsTask();
        Assert.False(waiting.IsCompleted);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next.WaitAsync(_long, new CancellationToken(canceled: true)));
        await next.WaitAsync(TimeSpan.FromMilliseconds(1), CancellationToken.None);
        before.Dispose();
        await waiting;
    }

    [Fact]
    public void Begin_OneIdInSeveralChats_IsNotExpectedForItsOwnSake()
    {
        MessageUpsert[] list = [Item("A"), Some.Text(key: Some.Key("A", Some.Number(9)))];

        Assert.Equal([false, false], Write(list));
        Assert.Equal([true, true], Write(list));
    }

    [Fact]
    public async Task Begin_WhatABatchInsertsThatWasForgottenMeanwhile_WaitsForIt()
    {
        using WrittenBatch before = _written.Begin(Some.Connection, [Item("A")]);
        _written.Add(Some.Connection, Enumerable.Range(0, 500_100).Select(i => $"{i}"));

        using WrittenBatch next = _written.Begin(Some.Connection, [Item("A")]);

        Assert.Equal([true], next.IsExpected);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next.WaitAsync(_long, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Begin_Added_IsExpected()
    {
        _written.Add(Some.Connection, ["A"]);

        Assert.Equal([true, false], Write(Item("A"), Item("B")));
    }

    [Fact]
    public void Begin_OfAnotherConnection_IsNotExpected()
    {
        using WrittenBatch before = _written.Begin(Some.Connection, [Item("A")]);

        Assert.Equal([false], _written.Begin(new ConnectionKey("other", "connection"), [Item("A")]).IsExpected);
    }

    [Fact]
    public void Begin_WhatOnlyAmends_IsNeitherExpectedNorRemembered()
    {
        MessageUpsert amendment = Item("A") with { Content = null };

        Assert.Equal([false, false], Write(amendment, Item("A")));
        Assert.Equal([false], Write(amendment));
    }

    [Fact]
    public void Begin_MoreThanItHolds_RemembersTheLastAndExpectsFewByMistake()
    {
        const int Batches = 120;
        int mistaken = 0;
        for (int batch = 0; batch < Batches; batch++)
        {
            mistaken += Write([.. Enumerable.Range(0, 5000).Select(i => Item($"{batch}-{i}"))]).Count(known => known);
        }

        Assert.InRange(mistaken, 0, Batches * 5000 / 1000);
        Assert.Equal([true], Write(Item($"{Batches - 1}-4999")));
    }

    bool[] Write(params MessageUpsert[] items)
    {
        using WrittenBatch batch = _written.Begin(Some.Connection, items);
        return batch.IsExpected;
    }

    static MessageUpsert Item(string id) => Some.Text(key: Some.Key(id));
}
