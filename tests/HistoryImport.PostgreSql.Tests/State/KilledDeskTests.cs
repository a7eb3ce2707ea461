using HistoryImport.Tests.Shared;

namespace HistoryImport.PostgreSql.Tests.State;

/// <summary>A process is killed while it imports many tickets: each message is there once, and no ticket stays stuck.</summary>
[Trait("Size", "Long")]
public sealed class KilledDeskTests(ITestOutputHelper output) : IAsyncLifetime
{
    TestSchema _schema = null!;

    public static TheoryData<int> Kills => KilledDesk.Kills;

    public async ValueTask InitializeAsync() => _schema = await TestSchema.CreateAsync();

    public async ValueTask DisposeAsync() => await _schema.DisposeAsync();

    [Theory]
    [MemberData(nameof(Kills))]
    public async Task Import_KilledAmidTickets_EveryMessageOnceAndEveryTicketEnds(int killedAfter)
    {
        await KilledDesk.AssertEndsInTheNextProcessAsync("postgres", _schema.Source.ConnectionString, _schema.Name, killedAfter, output);

        const long All = KilledDesk.Tickets * KilledDesk.MessagesOfEach;
        Assert.Equal(
            [All, All, 0L],
            (await _schema.QueryAsync(
                "SELECT (SELECT count(*) FROM {s}.messages), (SELECT count(*) FROM (SELECT DISTINCT chat_id, id FROM {s}.messages) AS once), (SELECT count(*) FROM {s}.cache_entries)"))[0]);
    }
}
