using HistoryImport.Testing.Xunit;

namespace HistoryImport.PostgreSql.Tests.Messages;

public sealed class WrittenIdsTests
{
    readonly WrittenIds _written = new();

    [Fact]
    public void Exchange_GivenBefore_AreKnown()
    {
        Assert.Equal([false, false], _written.Exchange(Some.Connection, [Item("A"), Item("B")]));

        Assert.Equal([false, true, true], _written.Exchange(Some.Connection, [Item("C"), Item("B"), Item("A")]));
    }

    [Fact]
    public void Exchange_Added_IsKnown()
    {
        _written.Add(Some.Connection, ["A"]);

        Assert.Equal([true, false], _written.Exchange(Some.Connection, [Item("A"), Item("B")]));
    }

    [Fact]
    public void Exchange_OfAnotherConnection_IsUnknown()
    {
        _written.Add(Some.Connection, ["A"]);

        Assert.Equal([false], _written.Exchange(new ConnectionKey("other", "connection"), [Item("A")]));
    }

    [Fact]
    public void Exchange_WhatOnlyAmends_IsNeitherKnownNorRemembered()
    {
        MessageUpsert amendment = Item("A") with { Content = null };

        Assert.Equal([false, false], _written.Exchange(Some.Connection, [amendment, Item("A")]));
        Assert.Equal([false], _written.Exchange(Some.Connection, [amendment]));
    }

    [Fact]
    public void Exchange_MoreThanItHolds_RemembersTheLastAndTakesFewForKnown()
    {
        const int Batches = 120;
        int mistaken = 0;
        for (int batch = 0; batch < Batches; batch++)
        {
            mistaken += _written.Exchange(Some.Connection, [.. Enumerable.Range(0, 5000).Select(i => Item($"{batch}-{i}"))]).Count(known => known);
        }

        Assert.InRange(mistaken, 0, Batches * 5000 / 100);
        Assert.Equal([true], _written.Exchange(Some.Connection, [Item($"{Batches - 1}-4999")]));
    }

    static MessageUpsert Item(string id) => Some.Text(key: Some.Key(id));
}
