using HistoryImport.PostgreSql.Tests.Support;
using HistoryImport.Testing;
using HistoryImport.Testing.Xunit;

namespace HistoryImport.PostgreSql.Tests.Database;

/// <summary>Work of which nobody knows what became leaves its mark, and the mark is used again: there are as many as a minute brings.</summary>
public sealed class DoubtfulMarkTests
{
    [Fact]
    public async Task WriteStatesAtOnceAsync_ConnectionLostAgainAndAgain_LeavesOneMark()
    {
        var time = new ManualTimeProvider();
        await using TestSchema schema = await TestSchema.CreateAsync(time);
        HistoryDatabase database = schema.Open(options => options.MaxRetries = 0);
        for (int i = 0; i < 5; i++)
        {
            await Assert.ThrowsAnyAsync<Exception>(async () => await LoseAsync(database));
            time.Advance(TimeSpan.FromMinutes(2));
        }

        Assert.Equal(1, await schema.CountAsync("commit_marks"));
    }

    [Fact]
    public async Task WriteStatesAtOnceAsync_ConnectionLostTwiceAtOnce_WaitsForNeither()
    {
        await using TestSchema schema = await TestSchema.CreateAsync(new ManualTimeProvider());
        HistoryDatabase database = schema.Open(options => options.MaxRetries = 0);
        for (int i = 0; i < 2; i++)
        {
            await Assert.ThrowsAnyAsync<Exception>(async () => await LoseAsync(database));
        }

        Assert.Equal(2, await schema.CountAsync("commit_marks"));
    }

    // Its end is the end of the transaction; the answer never comes.
    static ValueTask<bool> LoseAsync(HistoryDatabase database) => database.WriteStatesAtOnceAsync<bool>(
        async (session, token) =>
        {
            await session.Get("SELECT 1").NumberAsync(token);
            await session.Get("SELECT pg_terminate_backend(pg_backend_pid())").NumberAsync(token);
            return true;
        },
        (_, _) => new(true),
        CancellationToken.None);
}
