
namespace HistoryImport.Tests.Fetching;

/// <summary>Many tickets at once, on phones that behave and on phones that do not.</summary>
[Collection(ClockCollection.Name)]
[Trait("Hazard", "H-18")]
[Trait("Hazard", "H-21")]
public sealed class SimulationTests
{
    [Theory]
    [InlineData(1, 100)]
    [InlineData(20, 3)]
    public async Task ImportAsync_ManyTicketsAtOnce_BringsEveryMessageIntoItsOwnChat(int connections, int chats)
    {
        await using var simulation = new Simulation(1, connections, chats, 80, isHostile: false);
        await simulation.ReceiveNewestAsync();

        ImportResult[] results = await simulation.ImportAllAsync();

        Assert.All(results, result => Assert.Contains(result.FetchEnd!.Value, new[] { FetchEnd.Exhausted, FetchEnd.NoProgress }));
        simulation.AssertNothingCrossed(isComplete: true);
    }

    [Fact]
    public async Task ImportAsync_AThousandSeedsOfUnreliablePhones_AllEndTrulyAndNothingCrossesOrIsLost()
    {
        for (int seed = 0; seed < 1000; seed++)
        {
            try
            {
                await RunAsync(seed);
            }
            catch (Exception error) when (error is Xunit.Sdk.XunitException or InvalidOperationException)
            {
                Assert.Fail($"Seed {seed} (run RunAsync({seed}) alone to replay it): {error.Message}");
            }
        }
    }

    [Theory]
    [InlineData(1, 1, 100)]
    [InlineData(2, 1, 100)]
    [InlineData(3, 1, 100)]
    [InlineData(1, 20, 3)]
    [InlineData(2, 20, 3)]
    [InlineData(3, 20, 3)]
    public Task ImportAsync_ManyTicketsAtOnceOnUnreliablePhones_AllEndTrulyAndNothingCrossesOrIsLost(int seed, int connections, int chats) =>
        RunAsync(seed, connections, chats);

    [Fact]
    public async Task Mood_SameSeed_IsTheSameForEachChatWhicheverTicketAsksFirst()
    {
        await using var one = new Simulation(7, connections: 2, chatsEach: 3, messagesEach: 60, isHostile: true);
        await using var other = new Simulation(7, connections: 2, chatsEach: 3, messagesEach: 60, isHostile: true);

        Assert.Equal(
            one.MoodsOf([0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5]).OrderBy(mood => mood.Chat).Select(mood => mood.ToString()),
            other.MoodsOf([5, 5, 4, 4, 3, 3, 2, 1, 0, 2, 1, 0]).OrderBy(mood => mood.Chat).Select(mood => mood.ToString()));
    }

    static Task RunAsync(int seed) => RunAsync(seed, 1 + seed % 3, 1 + seed % 4);

    static async Task RunAsync(int seed, int connections, int chats)
    {
        await using var simulation = new Simulation(seed, connections, chats, messagesEach: 60, isHostile: true);
        await simulation.ReceiveNewestAsync();
        ImportResult[] results = await simulation.ImportAllAsync();
        Assert.All(results, result => Assert.Equal(ImportOutcome.Completed, result.Outcome));
        simulation.AssertNothingCrossed(isComplete: false);
        await simulation.AssertTrueAsync(results);

        // Once the phones behave, one more import has it all, whatever happened before.
        simulation.Desk.Phone.Mood = (_, _) => new PhoneMood();
        simulation.Desk.Time.Advance(TimeSpan.FromHours(2));
        await simulation.ImportAllAsync(reopen: true);
        simulation.AssertNothingCrossed(isComplete: true);
    }
}
