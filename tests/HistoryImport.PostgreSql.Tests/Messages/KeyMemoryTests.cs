using HistoryImport.Testing.Xunit;

namespace HistoryImport.PostgreSql.Tests.Messages;

public sealed class KeyMemoryTests
{
    readonly KeyMemory _memory = new();

    [Fact]
    public void Exchange_KeysGivenBefore_AreKnown()
    {
        Assert.Equal([false, false], _memory.Exchange(Some.Connection, [Item("A"), Item("B")]));

        Assert.Equal([false, true, true], _memory.Exchange(Some.Connection, [Item("C"), Item("B"), Item("A")]));
    }

    [Fact]
    public void Exchange_KeyThatWasAdded_IsKnown()
    {
        _memory.Add(Some.Connection, Item("A").Key);

        Assert.Equal([true, false], _memory.Exchange(Some.Connection, [Item("A"), Item("B")]));
    }

    [Fact]
    public void Exchange_KeyOfAnotherConnectionChatSenderOrDirection_IsUnknown()
    {
        _memory.Add(Some.Connection, Item("A").Key);

        Assert.Equal([false], _memory.Exchange(new ConnectionKey("other", "connection"), [Item("A")]));
        MessageKey[] others = [Some.Key("A", Some.Number(9)), Item("A").Key with { Sender = Some.Number(2) }, Item("A").Key with { FromMe = true }];
        Assert.Equal([false, false, false], _memory.Exchange(Some.Connection, [.. others.Select(key => Some.Text(key: key))]));
    }

    [Fact]
    public void Exchange_WhatOnlyAmends_IsNeitherKnownNorRemembered()
    {
        MessageUpsert amendment = Item("A") with { Content = null };

        Assert.Equal([false, false], _memory.Exchange(Some.Connection, [amendment, Item("A")]));
        Assert.Equal([false], _memory.Exchange(Some.Connection, [amendment]));
    }

    [Fact]
    public void Exchange_MoreThanItHolds_RemembersTheLastAndTakesFewForKnown()
    {
        const int Batches = 120;
        int mistaken = 0;
        for (int batch = 0; batch < Batches; batch++)
        {
            mistaken += _memory.Exchange(Some.Connection, [.. Enumerable.Range(0, 5000).Select(i => Item($"{batch}-{i}"))]).Count(known => known);
        }

        Assert.InRange(mistaken, 0, Batches * 5000 / 100);
        Assert.Equal([true], _memory.Exchange(Some.Connection, [Item($"{Batches - 1}-4999")]));
    }

    static MessageUpsert Item(string id) => Some.Text(key: Some.Key(id));
}
