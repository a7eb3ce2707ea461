using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.EntityFrameworkCore.Tests.Races;

/// <summary>Processes that share nothing but the rows, and processes that are killed.</summary>
public sealed class DeskProcessTests : IAsyncDisposable
{
    const int Processes = 8;
    const int Attempts = 5;

    static readonly bool _isLong = Environment.GetEnvironmentVariable("HISTORYIMPORT_LONG") == "1";
    static readonly int _files = _isLong ? 60 : 8;
    static readonly int _kills = _isLong ? 20 : 3;

    readonly SyntheticHistory _history = new(_files);
    Desk? _desk;

    public async ValueTask DisposeAsync()
    {
        _history.Dispose();
        await DisposeDeskAsync();
    }

    [Theory]
    [MemberData(nameof(TheoryDatabases.IsPostgreSql), MemberType = typeof(TheoryDatabases))]
    public async Task Import_ManyProcessesThatShareNoLease_GiveTheSameRowsAsOne(bool isPostgreSql)
    {
        // A machine may let the first of them write all before the next gets its turn: that is no race, and is tried again.
        int writers = 0;
        for (int attempt = 0; attempt < Attempts && writers < 2; attempt++)
        {
            await DisposeDeskAsync();
            _desk = await Desk.CreateAsync(isPostgreSql);
            DeskProcess[] processes = await Task.WhenAll(Enumerable.Range(0, Processes).Select(seed => DeskProcess.StartAsync(_desk.Database, _history.Folder, seed)));
            Array.ForEach(processes, process => process.Import());
            string[] results = await Task.WhenAll(processes.Select(process => process.ResultAsync()));
            Array.ForEach(processes, process => process.Dispose());

            Assert.All(results, result => Assert.Matches("^Completed [0-9]+ 0 ", result));
            writers = results.Count(result => !result.StartsWith("Completed 0 ", StringComparison.Ordinal));
        }

        Assert.True(writers > 1, "Only one of them wrote.");
        await AssertRowsAsync();
    }

    [Theory]
    [MemberData(nameof(TheoryDatabases.IsPostgreSql), MemberType = typeof(TheoryDatabases))]
    public async Task Import_KilledAgainAndAgain_GivesTheSameRowsInTheEnd(bool isPostgreSql)
    {
        _desk = await Desk.CreateAsync(isPostgreSql);
        for (int kill = 0; kill < _kills; kill++)
        {
            using DeskProcess process = await DeskProcess.StartAsync(_desk.Database, _history.Folder, kill);
            long before = Count();
            process.Import();
            while (!process.HasExited && Count() < before + 300)
            {
                await Task.Delay(2);
            }

            await process.KillAsync();
        }

        await using ServiceProvider host = _desk.Host();
        await host.ImportAsync(_history.Files, new Random(1));
        await AssertRowsAsync();
    }

    async ValueTask DisposeDeskAsync()
    {
        if (_desk is not null)
        {
            await _desk.DisposeAsync();
        }
    }

    async Task AssertRowsAsync()
    {
        await using Desk reference = await Desk.CreateAsync(isPostgreSql: false);
        await using ServiceProvider host = reference.Host();
        await host.ImportAsync(_history.Files, new Random(2));

        await using ServiceProvider reader = _desk!.Host();
        Assert.Equal((await host.ExportAsync()).Select(Truth.Text), (await reader.ExportAsync()).Select(Truth.Text));
        Assert.Equal((await reference.RowsAsync()).Order(StringComparer.Ordinal), (await _desk.RowsAsync()).Order(StringComparer.Ordinal));
        Assert.Equal(_files * 250, Count());
    }

    long Count() => Convert.ToInt64(_desk!.Database.Query("SELECT count(*) FROM history_import_messages")[0][0], null);
}
