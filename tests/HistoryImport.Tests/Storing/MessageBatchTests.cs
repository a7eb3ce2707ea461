namespace HistoryImport.Tests.Storing;

public class MessageBatchTests
{
    static readonly MessageUpsert _item = new() { Key = new MessageKey(Jid.Parse("1@lid"), default, false, "A") };

    [Fact]
    public void Acknowledged_AnyOutcome_LeavesOutWhatIsMissing()
    {
        var batch = new MessageBatch { Items = [_item, _item, _item, _item], Acknowledgements = [new(10, 0), new(11, 1), new(12, 2), new(13, 3), new(14, 3), new(20, -1), new(21, -2)] };

        Assert.Equal(
            [10, 11, 12, 20, 21],
            batch.Acknowledged([UpsertOutcome.Duplicate, UpsertOutcome.Inserted, UpsertOutcome.Updated, UpsertOutcome.Missing]));
    }

    [Fact]
    public void Acknowledged_FollowUp_StaysForRowsThatMayCome()
    {
        var batch = new MessageBatch { Items = [_item, _item with { IsFollowUp = true }], Acknowledgements = [new(10, 0), new(11, 1)] };

        Assert.Equal([10], batch.Acknowledged([UpsertOutcome.Updated, UpsertOutcome.Updated]));
    }
}
