namespace HistoryImport.Media.Tests.Recovering;

/// <summary>What the ledger keeps of what a message told.</summary>
public sealed class LedgerSecretsTests
{
    [Fact]
    public async Task RecoverAsync_FileIsStored_LeavesNoKeyNoNameAndNoAddressInTheLedger()
    {
        var file = EncryptedMedia.Random(1, 500);
        await using MediaHost host = await MediaHost.StartAsync();
        await host.WriteAsync(MediaHost.Message("A", file.Descriptor(SomeFile.Path) with { FileName = "passport.jpg", Url = "https://mmg.whatsapp.net" + SomeFile.Path }));
        host.Answer(404);

        await host.RecoverAsync("A");
        MediaDescriptor open = (await KeptAsync(host)).Media;
        Assert.Equal((true, null, null), (open.Key is not null, open.FileName, open.Url));

        await host.WriteAsync(MediaHost.Message("B", file.Descriptor(SomeFile.Path + "&x=1")));
        host.Serve((SomeFile.Path + "&x=1", file.Blob));
        Assert.Equal(MediaState.Stored, (await host.RecoverAsync("B")).State);
        MediaDescriptor stored = (await KeptAsync(host)).Media;
        Assert.Equal((null, null, null), (stored.Key, stored.FileName, stored.Url));
    }

    static async Task<MediaFile> KeptAsync(MediaHost host) => Assert.Single(await host.Store.MediaLedger!.FindByMessageAsync(MediaHost.Connection, "A"));
}
