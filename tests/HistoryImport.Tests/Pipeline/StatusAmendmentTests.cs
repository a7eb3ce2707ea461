using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Pipeline;

/// <summary>Acknowledgements: each raises the status of the message it names, whichever comes first.</summary>
public sealed class StatusAmendmentTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ImportAsync_Acknowledgement_RaisesTheStatusInAnyOrder(bool ackFirst)
    {
        await using var host = new ImportHost();
        HistoryMessage sent = Some.Text("A", fromMe: true) with { Status = MessageStatus.Server };
        foreach (HistoryMessage message in ackFirst ? (HistoryMessage[])[Ack(MessageStatus.Read), sent] : [sent, Ack(MessageStatus.Read)])
        {
            await host.ReceiveAsync(message);
            await host.ImportAsync();
        }

        await host.ReceiveAsync(Ack(MessageStatus.Delivered));
        await host.ImportAsync();

        Assert.Equal(MessageStatus.Read, Assert.Single(host.Store.Rows(Some.Connection)).Status);
        Assert.Equal(0, await host.CachedAsync());
    }

    [Theory]
    [InlineData(true, MessageStatus.Error)]
    [InlineData(false, null)]
    public async Task ImportAsync_ErrorStatus_CountsOnlyOnOwnMessages(bool fromMe, MessageStatus? status)
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(Some.Text("A", fromMe: fromMe) with { Status = MessageStatus.Error });

        await host.ImportAsync();

        Assert.Equal(status, Assert.Single(host.Store.Rows(Some.Connection)).Status);
    }

    [Fact]
    public async Task ImportAsync_ErrorOfAReceivedMessage_IsFilteredUnderAWord()
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(Ack(MessageStatus.Error) with { FromMe = false });

        Assert.Equal(1, (await host.ImportAsync()).FilteredBy["no-status"]);
        Assert.Equal(0, await host.CachedAsync());
    }

    static HistoryMessage Ack(MessageStatus status) => new()
    {
        RemoteJid = Some.Chat,
        Id = "A",
        FromMe = true,
        Amendment = new MessageAmendment { Kind = AmendmentKind.Status, TargetId = "A", TargetFromMe = true, Status = status },
    };
}
