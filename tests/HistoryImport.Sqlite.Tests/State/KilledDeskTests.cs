using HistoryImport.Tests.Shared;

namespace HistoryImport.Sqlite.Tests.State;

/// <summary>A process is killed while it imports many tickets: each message is there once, and no ticket stays stuck.</summary>
[Trait("Size", "Long")]
public sealed class KilledDeskTests(ITestOutputHelper output) : IDisposable
{
    readonly TestFile _file = new();

    public static TheoryData<int> Kills => KilledDesk.Kills;

    [Theory]
    [MemberData(nameof(Kills))]
    public async Task Import_KilledAmidTickets_EveryMessageOnceAndEveryTicketEnds(int killedAfter)
    {
        await KilledDesk.AssertEndsInTheNextProcessAsync("sqlite", _file.Path, "-", killedAfter, output);

        const long All = KilledDesk.Tickets * KilledDesk.MessagesOfEach;
        Assert.Equal(
            [All, All, 0L],
            _file.Query("SELECT (SELECT count(*) FROM messages), (SELECT count(*) FROM (SELECT DISTINCT chat_id, id FROM messages)), (SELECT count(*) FROM cache_entries)")[0]);
    }

    public void Dispose() => _file.Dispose();
}
