using FsCheck.Fluent;

namespace HistoryImport.Tests;

public class ExistingMessageTests
{
    [Fact]
    public void Covers_AnyReport_OnlyIfMergingChangesNothing() => PropertyCheck.That(
        Gen.Two(Reports.Any),
        pair =>
        {
            (MessageUpsert row, MessageUpsert report) = pair;
            return !Row(row).Covers(report) || Shape.OfReport(MessageMerge.Merge(row, report)) == Shape.OfReport(row);
        },
        runs: 20_000);

    [Fact]
    public void Covers_RepeatOfWhatWasMerged_IsTrue() => PropertyCheck.That(
        from row in Reports.Any
        from report in Reports.Any.Where(report => report.Content is not null)
        select (row, report: report with { Edit = null, Reactions = [] }),
        pair => Row(MessageMerge.Merge(pair.row, pair.report)).Covers(pair.report),
        runs: 5_000);

    [Fact]
    public void Covers_Amendment_IsFalse()
    {
        MessageUpsert row = Reports.Of(MessageKind.Text, "a");

        Assert.True(Row(row).Covers(row));
        Assert.False(Row(row).Covers(Reports.Empty));
        Assert.False(Row(row).Covers(row with { Edit = new MessageEdit(1, "E", "b") }));
        Assert.False(Row(row).Covers(row with { Reactions = [new MessageReaction(true, default, "", 1)] }));
        Assert.False(Row(row).Covers(row with { IsRevoked = true }));
    }

    static ExistingMessage Row(MessageUpsert row) => new()
    {
        Item = 0,
        Version = row.Version,
        Timestamp = row.Timestamp,
        Status = row.Status,
        PushName = row.PushName,
        IsRevoked = row.IsRevoked,
        WireChat = row.WireChat,
        WireId = row.WireId,
        MediaId = row.MediaId,
    };
}
