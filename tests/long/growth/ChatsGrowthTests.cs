namespace HistoryImport.Growth.Tests;

/// <summary>One import of many chats.</summary>
public sealed class ChatsGrowthTests
{
    const int Messages = 60;

    [Fact]
    public Task Import_ManyChatsInOneRequest_ReadsEachEntryOnce() => Growth.StaysBelowAsync(Growth.Linear, 25, async chats =>
    {
        await using var host = new SqliteHost(options => options.BatchSize = 100);
        string[] all = [.. Enumerable.Range(0, chats).Select(Say.Number)];
        await host.ReceiveAsync(all.SelectMany(chat => Enumerable.Range(0, Messages).Select(i => Say.Text(chat, "M" + i, Say.Time + i))));
        return await host.StepsAsync(async () =>
            Assert.Equal(chats * Messages, (await host.ImportAsync(Say.Request(all))).Counts.Inserted));
    });
}
