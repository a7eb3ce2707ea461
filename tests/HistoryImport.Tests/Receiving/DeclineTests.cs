using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Receiving;

/// <summary>A business that does not share its history is told from one of which nothing came.</summary>
public sealed class DeclineTests
{
    static readonly HistorySet _declined = new() { IsDeclined = true };

    [Fact]
    public async Task ImportAsync_Declined_EndsAsSuchInEveryRunUntilHistoryComes()
    {
        await using var host = new ImportHost();
        await host.Inbox.ReceiveAsync(Some.Connection, _declined);
        await host.Inbox.ReceiveAsync(Some.Connection, new HistorySet { Phase = 0, Progress = 100 });
        for (int run = 0; run < 2; run++)
        {
            ImportResult declined = await host.ImportAsync();
            Assert.Equal((ImportOutcome.Declined, true), (declined.Outcome, declined.IsDeclined));
            Assert.Contains("declined", declined.Reason, StringComparison.Ordinal);
        }

        await host.Inbox.ReceiveAsync(Some.Connection, new HistorySet { Messages = [Some.Text("L") with { WireId = new MessageWireId("wamid.L", true) }] });
        Assert.True((await host.ImportAsync()).IsDeclined);

        // Not every chunk says which phase it is of.
        await host.Inbox.ReceiveAsync(Some.Connection, new HistorySet { Messages = [Some.Text("A") with { WireId = new MessageWireId("wamid.A", false) }] });
        ImportResult shared = await host.ImportAsync();
        Assert.Equal((ImportOutcome.Completed, false), (shared.Outcome, shared.IsDeclined));

        await host.Inbox.ReceiveAsync(Some.Connection, _declined);
        Assert.Equal(ImportOutcome.Declined, (await host.ImportAsync()).Outcome);
    }

    [Fact]
    public async Task ImportAsync_DeclinedAndLiveMessages_ImportsThemAndSaysSo()
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(Some.Text("A"));
        await host.Inbox.ReceiveAsync(Some.Connection, _declined);

        ImportResult result = await host.ImportAsync();

        Assert.Equal((ImportOutcome.Completed, true, 1L), (result.Outcome, result.IsDeclined, result.Counts.Inserted));
    }

    [Fact]
    public async Task ImportAsync_DeclinedByAnotherConnectionOrForgotten_IsNothingFound()
    {
        await using var host = new ImportHost();
        await host.Inbox.ReceiveAsync(new ConnectionKey("acme", "other"), _declined);
        Assert.Equal((ImportOutcome.NothingFound, false), ((await host.ImportAsync()).Outcome, (await host.ImportAsync()).IsDeclined));

        await host.Inbox.ReceiveAsync(Some.Connection, _declined);
        await host.Inbox.ForgetAsync(Some.Connection);
        Assert.Equal(ImportOutcome.NothingFound, (await host.ImportAsync()).Outcome);
    }
}
