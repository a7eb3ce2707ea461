using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.EntityFrameworkCore.Tests.Races;

/// <summary>Processes that write our tables and a host's, share nothing but the rows, and are killed.</summary>
public sealed class MirrorProcessTests : IDisposable
{
    const int Processes = 4;
    const int Files = 8;

    static readonly int _kills = Environment.GetEnvironmentVariable("HISTORYIMPORT_LONG") == "1" ? 20 : 3;

    readonly SyntheticHistory _history = new(Environment.GetEnvironmentVariable("HISTORYIMPORT_LONG") == "1" ? 60 : Files);

    public void Dispose() => _history.Dispose();

    [Theory]
    [MemberData(nameof(TheoryDatabases.IsPostgreSql), MemberType = typeof(TheoryDatabases))]
    public async Task Import_ManyProcessesThatShareNoLease_MirrorAllOfIt(bool isPostgreSql)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(isPostgreSql);
        await using ServiceProvider host = await MadeAsync(database);
        DeskProcess[] processes = await Task.WhenAll(Enumerable.Range(0, Processes).Select(seed => DeskProcess.StartAsync(database, _history.Folder, seed, "mirror-")));
        Array.ForEach(processes, process => process.Import());
        string[] results = await Task.WhenAll(processes.Select(process => process.ResultAsync()));
        Array.ForEach(processes, process => process.Dispose());

        Assert.All(results, result => Assert.Matches("^Completed [0-9]+ 0 ", result));
        await host.AssertMirroredAsync(database);
        Assert.Equal(_history.Files.Length * 250, Count(database, "mirror"));
    }

    [Theory]
    [MemberData(nameof(TheoryDatabases.IsPostgreSql), MemberType = typeof(TheoryDatabases))]
    public async Task Import_KilledAgainAndAgain_LeavesBothOrNoneOfABatch(bool isPostgreSql)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(isPostgreSql);
        await using ServiceProvider host = await MadeAsync(database);
        for (int kill = 0; kill < _kills; kill++)
        {
            using DeskProcess process = await DeskProcess.StartAsync(database, _history.Folder, kill, "mirror-");
            long before = Count(database, "messages");
            process.Import();
            while (!process.HasExited && Count(database, "messages") < before + 300)
            {
                await Task.Delay(2);
            }

            await process.KillAsync();
            await host.AssertMirroredAsync(database);
        }

        await host.ImportAsync(_history.Files, new Random(1));
        await host.AssertMirroredAsync(database);
        Assert.Equal(_history.Files.Length * 250, Count(database, "mirror"));
    }

    // Whoever counts finds tables.
    static async Task<ServiceProvider> MadeAsync(TestDatabase database)
    {
        ServiceProvider host = await MirrorHost.CreateAsync(database, StorageParts.MessageStore);
        await host.GetRequiredService<IMessageStore>().UpsertAsync(
            new ConnectionKey("default", "first"), new MessageBatch { Names = [new HistoryName(Given.Contact, NameKind.Push, "First")] });
        return host;
    }

    static long Count(TestDatabase database, string table) => Convert.ToInt64(database.Query($"SELECT count(*) FROM {table}")[0][0], null);
}
