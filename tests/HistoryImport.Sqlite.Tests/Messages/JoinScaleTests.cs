using System.Diagnostics;
using HistoryImport.Testing.Xunit;

namespace HistoryImport.Sqlite.Tests.Messages;

public sealed class JoinScaleTests : IDisposable
{
    const int Pairs = 5000;

    readonly TestFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task JoinAsync_FiveThousandPairs_TakesSecondsNotMinutes()
    {
        var store = new SqliteMessageStore(_file.Open());
        await store.UpsertAsync(Some.Connection, Batch(i => Some.Text("direct", Some.Key("D" + i, Some.Lid(i)))));
        await store.UpsertAsync(Some.Connection, Batch(i => Some.Text("direct", Some.Key("D" + i, Some.Number(i)))));
        await store.UpsertAsync(
            Some.Connection, Batch(i => Some.Text("group", Some.Key("G" + i, Some.Group, Some.Lid(i))).Reacted("👍", Some.Lid(i + 1))));
        JidJoin[] joins = [.. Enumerable.Range(0, Pairs + 1).Select(i => new JidJoin(Some.Lid(i), Some.Number(i)))];
        var clock = Stopwatch.StartNew();
        await store.JoinAsync(Some.Connection, joins);

        // A scan for each pair would read 15 000 rows 5 000 times: minutes. The bound leaves room for a busy machine.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"It took {clock.Elapsed}.");
        ExportedMessage[] rows = await new SqliteHistoryReader(_file.Path).ReadAllAsync();
        Assert.Equal(2 * Pairs, rows.Length);
        Assert.DoesNotContain(rows, row => row.Chat.EndsWith("@lid", StringComparison.Ordinal) || row.Sender?.EndsWith("@lid", StringComparison.Ordinal) == true);
        Assert.All(rows.Where(row => row.Body == "group"), row => Assert.EndsWith("@s.whatsapp.net", Assert.Single(row.Reactions).Sender, StringComparison.Ordinal));

        clock.Restart();
        await store.JoinAsync(Some.Connection, joins);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"The repetition took {clock.Elapsed}.");
    }

    static MessageBatch Batch(Func<int, MessageUpsert> item) => new() { Items = [.. Enumerable.Range(0, Pairs).Select(item)] };
}
