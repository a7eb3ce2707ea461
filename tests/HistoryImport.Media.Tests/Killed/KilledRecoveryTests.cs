using System.Security.Cryptography;
using HistoryImport.Tests;

namespace HistoryImport.Media.Tests.Killed;

/// <summary>Processes that recover media are killed at random, one after the other: in the end each file is there once, whole, and all stand as if nobody had been killed.</summary>
[Trait("Size", "Long")]
public sealed class KilledRecoveryTests(ITestOutputHelper output) : IDisposable
{
    static readonly int _count = LongRun.IsWanted ? 10_000 : 300;
    static readonly int _kills = LongRun.IsWanted ? 60 : 8;

    readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("history-import-killed-");

    public void Dispose() => _root.Delete(recursive: true);

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgresql")]
    public async Task RecoverAsync_KilledAtRandom_EachFileOnceNoneHalfAndStatesAsIfUndisturbed(string database)
    {
        await using LocalServer server = await LocalServer.StartAsync();
        await using RecoveryWorld killed = await WorldAsync(database, "killed", server), undisturbed = await WorldAsync(database, "undisturbed", server);
        int hour = 0, kills = 0;
        var random = new Random(database.Length);
        server.Answer = new SomeChat(_count).AnswerAsync;
        while (kills < _kills)
        {
            kills += await killed.KillAsync(hour++, random.Next(_count * 3 / _kills), random.Next(20)) ? 1 : 0;
            Assert.True(hour < _kills * 3, "They end before they are killed.");
        }

        output.WriteLine($"{database}: {kills} kills in {hour} processes; then {await killed.TalliesAsync(hour)}");
        string[] after = await killed.EndAsync(hour);
        server.Answer = new SomeChat(_count).AnswerAsync;
        string[] before = await undisturbed.EndAsync(0);

        Assert.Equal(_count, before.Length);
        Assert.Equal(before, after);
        for (int i = 0; i < _count; i++)
        {
            Assert.StartsWith($"M{i:D5} {SomeChat.End(i)}", after[i], StringComparison.Ordinal);
        }

        foreach (RecoveryWorld world in (RecoveryWorld[])[killed, undisturbed])
        {
            Assert.Equal(
                new SomeChat(_count).Whole.Select(index => Convert.ToHexString(SomeChat.Media(index).Sha256)).Order(StringComparer.Ordinal),
                world.Files("media").Select(path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))).Order(StringComparer.Ordinal));
            Assert.Empty(world.Files("temporary"));
        }
    }

    async Task<RecoveryWorld> WorldAsync(string database, string name, LocalServer server)
    {
        RecoveryWorld world = await RecoveryWorld.CreateAsync(_root.CreateSubdirectory(name).FullName, database, server.Port);
        await world.FillAsync(new SomeChat(_count).Messages);
        return world;
    }
}
