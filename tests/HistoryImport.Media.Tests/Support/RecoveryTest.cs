namespace HistoryImport.Media.Tests.Support;

/// <summary>A host of its own for each test, and a file.</summary>
public abstract class RecoveryTest : IAsyncLifetime
{
    private protected const string Path = SomeFile.Path;

    private protected readonly EncryptedMedia _file = EncryptedMedia.Random(1, 5000);
    private protected MediaHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await MediaHost.StartAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _host.DisposeAsync();
    }
}
