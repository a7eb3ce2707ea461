using HistoryImport.Tests.Fetching;
using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Running;

[Collection(ClockCollection.Name)]
public sealed class WaitingBoundTests
{
    [Fact]
    public async Task ImportAsync_MoreAcknowledgementsThanMayWait_DropsTheOldestAndCountsThem()
    {
        using var telemetry = new RecordingTelemetry();
        var log = new RecordingLog();
        await using var host = new ImportHost(configure: options => options.MaxWaitingStatuses = 2, register: log.Register);
        await host.ReceiveAsync(Ack("A"), Ack("B"), Ack("C"), Some.Amendment(AmendmentKind.Revoke, "D"));

        ImportResult result = await host.ImportAsync();

        Assert.Equal(1, result.DroppedStatuses);
        Assert.Equal(3, await host.CachedAsync());
        Assert.Contains("metric history_import.cache.dropped [cause, statuses]", telemetry.Lines);
        Assert.Contains(log.Entries, entry => entry.Text.StartsWith("305 ", StringComparison.Ordinal));
        await host.ReceiveAsync(Some.Text("A", fromMe: true), Some.Text("C", fromMe: true));
        Assert.Equal(0, (await host.ImportAsync()).DroppedStatuses);
        Assert.Equal([null, MessageStatus.Read], host.Store.Rows(Some.Connection).OrderBy(row => row.Key.Id).Select(row => row.Status));
    }

    [Fact]
    public async Task ImportAsync_FewCameSinceTheLastCount_CountsOnlyWhenASixteenthCame()
    {
        await using var host = new ImportHost(configure: options => options.MaxWaitingStatuses = 32);
        foreach (int first in (int[])[0, 33, 34, 35])
        {
            await host.ReceiveAsync(Enumerable.Range(first, first == 0 ? 33 : 1).Select(i => Ack($"A{i}")));
            Assert.Equal(first switch { 0 => 1, 35 => 3, _ => 0 }, (await host.ImportAsync()).DroppedStatuses);
        }
    }

    [Fact]
    public async Task ImportAsync_AcknowledgementsThatFindTheirMessage_AreNotCounted()
    {
        await using var host = new ImportHost(configure: options => options.MaxWaitingStatuses = 1);
        await host.ReceiveAsync(Some.Text("A", fromMe: true), Some.Text("B", fromMe: true), Ack("A"), Ack("B"));

        Assert.Equal((0L, 0), ((await host.ImportAsync()).DroppedStatuses, await host.CachedAsync()));
    }

    static HistoryMessage Ack(string id) => new()
    {
        RemoteJid = Some.Chat,
        Id = id,
        FromMe = true,
        Amendment = new MessageAmendment { Kind = AmendmentKind.Status, TargetId = id, TargetFromMe = true, Status = MessageStatus.Read },
    };
}
