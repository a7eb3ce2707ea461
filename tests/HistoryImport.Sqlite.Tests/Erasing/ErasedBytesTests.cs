using HistoryImport.Sqlite.Tests.Support;
using HistoryImport.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Sqlite.Tests.Erasing;

/// <summary>Nothing of a person who was erased is in the file, looked for as bytes.</summary>
public sealed class ErasedBytesTests : IDisposable
{
    readonly TestFile _file = new();

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ErasePersonAsync_ThenVacuum_LeavesNoByteAndStaysErased(bool secure)
    {
        await using ServiceProvider services = Services(secure);
        await ErasedHistory.ImportAsync(services);
        Checkpoint();
        Assert.Equal(ErasedHistory.SecretCount, ErasedHistory.FindSecrets(await File.ReadAllBytesAsync(_file.Path)).Count);

        ErasureResult result = await ErasedHistory.EraseAsync(services);

        Assert.Empty(result.Limitations);
        Assert.True(result is { Messages: > 0, Reactions: > 0, Names: > 0, RawPayloads: > 0, CacheEntries: > 0, States: > 0 }, $"{result}");
        _file.Query("VACUUM");
        Checkpoint();
        AssertNothingIsLeft();
        await ErasedHistory.AssertStaysErasedAsync(services, Rows);
        Checkpoint();
        AssertNothingIsLeft();
    }

    // Whole pages and long values. What a page held before it was split, SQLite leaves in its gaps: short keys, such as an address in an index.
    [Fact]
    public async Task ErasePersonAsync_SecureDelete_LeavesNoTextNameOrKey()
    {
        await using ServiceProvider services = Services(secure: true);
        await ErasedHistory.ImportAsync(services);

        await ErasedHistory.EraseAsync(services);

        Checkpoint();
        Assert.DoesNotContain(ErasedHistory.FindSecrets(await File.ReadAllBytesAsync(_file.Path)), secret => !secret.All(char.IsAsciiDigit));
    }

    [Fact]
    public async Task EraseChatAsync_Group_LeavesNoneOfItsMembers()
    {
        await using ServiceProvider services = Services(secure: false);
        await ErasedHistory.ImportAsync(services);
        Assert.True(_file.Count("members") > 0);

        await services.GetRequiredService<IHistoryEraser>().EraseChatAsync(ErasedHistory.Connection, ErasedHistory.Group);

        Assert.Equal(0, _file.Count("members"));
    }

    ServiceProvider Services(bool secure)
    {
        var services = new ServiceCollection();
        services.AddHistoryImport().UseErasureKey(ErasedHistory.Key).UseSqlite(_file.Path, options => options.SecureDelete = secure);
        return services.BuildServiceProvider();
    }

    IEnumerable<(string, string)> Rows() => _file.Query("SELECT id, body FROM messages").Select(row => ((string)row[0], (string)row[1]));

    // The library's own checkpoint may be under way.
    void Checkpoint() => SpinWait.SpinUntil(() => (long)_file.Query("PRAGMA wal_checkpoint(TRUNCATE)")[0][0] == 0, TimeSpan.FromMinutes(2));

    void AssertNothingIsLeft()
    {
        foreach (string file in Directory.GetFiles(Path.GetDirectoryName(_file.Path)!))
        {
            using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            Assert.Empty(ErasedHistory.FindSecrets(bytes));
        }
    }
}
