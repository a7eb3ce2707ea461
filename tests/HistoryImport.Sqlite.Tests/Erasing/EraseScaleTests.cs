using System.Diagnostics;
using HistoryImport.Sqlite.Tests.Support;
using HistoryImport.Testing.Xunit;

namespace HistoryImport.Sqlite.Tests.Erasing;

/// <summary>What erasing a chat costs beside many others.</summary>
[Trait("Size", "Long")]
public sealed class EraseScaleTests(ITestOutputHelper output)
{
    const int Rows = 1000;
    const int Repetitions = 7;
    const int ToWarm = 3;

    // Medians of a warm file; a busy machine disturbs both alike.
    [Fact]
    public async Task EraseAsync_ChatAmongAHundredTimesAsMany_TakesNoLonger()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("HISTORYIMPORT_LONG") == "1", "Ten million rows: HISTORYIMPORT_LONG=1.");
        double few = await MedianAsync(100_000), many = await MedianAsync(10_000_000);

        output.WriteLine($"{few:0.0} ms among 100 000, {many:0.0} ms among 10 000 000: {many / few:0.00} times");
        Assert.InRange(many / few, 0, 1.5);
    }

    static async Task<double> MedianAsync(int others)
    {
        using var file = new TestFile();
        var store = new SqliteMessageStore(file.Open());
        Jid[] chats = [.. Enumerable.Range(1, ToWarm + Repetitions).Select(Some.Number)];
        await store.UpsertAsync(Some.Connection, new MessageBatch { Items = [Some.Text(key: Some.Key("FIRST", Some.Number(1000)))] });
        file.Query($"""
            WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < {others})
            INSERT INTO messages(chat_id, id, from_me, sender, timestamp, revoked, version, kind, body, raw)
            SELECT 1000 + n % 1000, printf('%08d', n * 7919 % {others}), 0, '', n, 0, x'00', 'text', 'body', x'0102030405060708' FROM i
            """);
        foreach (Jid chat in chats)
        {
            await store.UpsertAsync(
                Some.Connection, new MessageBatch { Items = [.. Enumerable.Range(0, Rows).Select(i => Some.Text(key: Some.Key($"M{i:D4}", chat)))] });
        }

        var times = new List<double>();
        foreach (Jid chat in chats)
        {
            long began = Stopwatch.GetTimestamp();
            Assert.Equal(Rows, (await store.EraseAsync(Some.Connection, new ErasureOrder { Chats = [chat] })).Messages);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return times.Skip(ToWarm).Order().ElementAt(Repetitions / 2);
    }
}
