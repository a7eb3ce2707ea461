using HistoryImport.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Growth.Tests;

/// <summary>A chat that turns out to be another which is there: how much is locked at once.</summary>
public sealed class JoinGrowthTests
{
    static readonly JidJoin _join = new(Jid.Parse(Say.Lid(1)), Jid.Parse(Say.Number(1)));

    [Fact]
    public Task JoinAsync_SqliteLongChat_ChangesAsManyRowsAtOnceWhateverItsLength() => Growth.StaysBelowAsync(Growth.None, 10_000, async rows =>
    {
        await using var host = new SqliteHost();
        await FillAsync(host.Store, rows);
        long most = await host.MostChangesAtOnceAsync(() => host.Store.JoinAsync(Say.Connection, [_join]).AsTask());
        Assert.Equal(rows + 1, host.Count("messages"));
        Assert.Equal(1, host.Count("chats"));
        return most;
    });

    [Fact]
    public Task JoinAsync_PostgreSqlLongChat_ChangesAsManyRowsAtOnceWhateverItsLength() => Growth.StaysBelowAsync(Growth.None, 10_000, async rows =>
    {
        await using PostgreSqlHost host = await PostgreSqlHost.CreateAsync();
        await FillAsync(host.Store, rows);
        await host.Store.JoinAsync(Say.Connection, [_join]);
        Assert.Equal(rows + 1, await host.AskAsync("SELECT count(*) FROM {s}.messages"));
        Assert.Equal(1, await host.AskAsync("SELECT count(*) FROM {s}.chats"));
        return await host.AskAsync("SELECT max(rows) FROM (SELECT count(*) AS rows FROM {s}.messages GROUP BY xmin) AS written");
    });

    static async Task FillAsync(IMessageStore store, int rows)
    {
        foreach (int[] some in Enumerable.Range(0, rows).Chunk(2500))
        {
            await store.UpsertAsync(Say.Connection, new MessageBatch { Items = [.. some.Select(i => Item(_join.From, $"M{i:000000}"))] });
        }

        // One meets another, and the chat is there.
        await store.UpsertAsync(Say.Connection, new MessageBatch { Items = [Item(_join.To, "M000001"), Item(_join.To, "OTHER")] });
    }

    static MessageUpsert Item(Jid chat, string id)
    {
        var content = new MessageContent { Kind = MessageKind.Text, Body = id };
        return new MessageUpsert { Key = new MessageKey(chat, default, false, id), Content = content, Version = ContentVersion.Of(content), Timestamp = Say.Time };
    }
}
