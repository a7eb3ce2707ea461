namespace HistoryImport.Growth.Tests;

/// <summary>Reports about one message in one batch. What is copied is allocated.</summary>
public sealed class FoldGrowthTests
{
    static readonly MessageKey _key = new(Jid.Parse(Say.Group(1)), Jid.Parse(Say.Number(0)), false, "M");

    [Fact]
    public Task Fold_ReactionsOfManyPersonsToOneMessage_CopiesEachAFewTimes() =>
        Growth.StaysBelowAsync(Growth.Linear, 500, persons => Task.FromResult(AllocatedBy([.. Enumerable.Range(1, persons).Select(Single)])));

    [Fact]
    public Task Fold_ReactionsBesideAMessageThatBringsMany_CopiesThoseAFewTimes() => Growth.StaysBelowAsync(
        Growth.Linear, 500, attached => Task.FromResult(AllocatedBy(
            [new MessageUpsert { Key = _key, Reactions = [.. Enumerable.Range(1, attached).Select(By)] }, .. Enumerable.Range(1, attached / 4).Select(Single)])));

    static MessageUpsert Single(int person) => new() { Key = _key, Reactions = [By(person)] };

    static MessageReaction By(int person) => new(false, Jid.Parse(Say.Number(person)), "👍", person);

    static long AllocatedBy(MessageUpsert[] items)
    {
        var folder = new BatchFolder(items.Length);
        foreach (MessageUpsert item in items)
        {
            folder.Add(item, default, AmendmentRest.None);
        }

        var slots = new Dictionary<(MessageKey, bool, bool), int>();
        long before = GC.GetAllocatedBytesForCurrentThread();
        folder.Fold(slots);
        long after = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(items.Length - 1, folder.Folded);
        return after - before;
    }
}
