using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Media.Tests.Recovering;

/// <summary>What is erased is not recovered.</summary>
public sealed class RecoveryErasuresTests : RecoveryTest
{
    [Fact]
    public async Task RecoverAsync_ErasedWhileItIsStored_LeavesNothing()
    {
        await _host.WriteAsync(MediaHost.Message("A", _file.Descriptor(Path)));
        _host.Serve((Path, _file.Blob));
        _host.Sink.BeforeStore = async () => await _host.Services.GetRequiredService<IHistoryEraser>().ErasePersonAsync(MediaHost.Connection, MediaHost.Contact);

        MediaResult result = await _host.Recovery.RecoverAsync(MediaHost.Connection, new MediaOrder { Messages = [MediaHost.Key("A")] });

        Assert.Empty(result.Items);
        Assert.Equal([MediaHost.Key("A")], result.Missing);
        Assert.Empty(_host.Sink.Files);
        Assert.False(await _host.Store.MediaLedger!.HasOpenAsync(MediaHost.Connection));
    }

    [Fact]
    public async Task RecoverAsync_PersonWasErased_RemovesTheirFilesBeforeAnythingElse()
    {
        await _host.WriteAsync(MediaHost.Message("A", _file.Descriptor(Path)), MediaHost.Message("B", EncryptedMedia.Random(2, 10).Descriptor("/b?oe=1"), MediaHost.Group));
        _host.Serve((Path, _file.Blob));
        await _host.RecoverAsync("A");
        Assert.Single(_host.Sink.Files);

        await _host.Services.GetRequiredService<IHistoryEraser>().ErasePersonAsync(MediaHost.Connection, MediaHost.Contact);
        await _host.Recovery.RecoverAsync(MediaHost.Connection, new MediaOrder { Messages = [MediaHost.Key("B", MediaHost.Group)] });

        Assert.Empty(_host.Sink.Files);
        Assert.Empty(await _host.Store.MediaLedger!.ListRemovalsAsync(MediaHost.Connection, 10));
    }
}
