namespace HistoryImport.Growth.Tests;

/// <summary>A member of a group whose number turns up: what the messages and reactions of all the others cost.</summary>
public sealed class MemberGrowthTests
{
    const int OfTheMember = 50;
    const int Others = 100;

    static readonly JidJoin _join = new(Jid.Parse(Say.Lid(1)), Jid.Parse(Say.Number(1)));
    static readonly Jid _group = Jid.Parse(Say.Group(1));

    [Fact]
    public Task JoinAsync_SqliteMemberOfABusyGroup_LooksAtHisOwnRows() => Growth.StaysBelowAsync(Growth.None, 2500, async rows =>
    {
        await using var host = new SqliteHost();
        await FillAsync(host.Store, rows);
        long steps = await host.StepsAsync(() => host.Store.JoinAsync(Say.Connection, [_join]).AsTask());
        Assert.Equal(OfTheMember, host.Count($"messages WHERE sender = '{_join.To.Value}'"));
        Assert.Equal(OfTheMember, host.Count($"reactions WHERE reactor = '{_join.To.Value}'"));
        return steps;
    });

    [Fact]
    public Task JoinAsync_PostgreSqlMemberOfABusyGroup_ReadsHisOwnRows() => Growth.StaysBelowAsync(Growth.None, 2500, async rows =>
    {
        await using PostgreSqlHost host = await PostgreSqlHost.CreateAsync();
        await FillAsync(host.Store, rows);
        await host.AskAsync("ANALYZE {s}.messages, {s}.reactions; SELECT 1");
        long read = await host.RowsAsync(() => host.Store.JoinAsync(Say.Connection, [_join]).AsTask());
        Assert.Equal(OfTheMember, await host.AskAsync($"SELECT count(*) FROM {{s}}.messages WHERE sender = '{_join.To.Value}'"));
        Assert.Equal(OfTheMember, await host.AskAsync($"SELECT count(*) FROM {{s}}.reactions WHERE reactor = '{_join.To.Value}'"));
        return read;
    });

    static async Task FillAsync(IMessageStore store, int rows)
    {
        foreach (int[] some in Enumerable.Range(0, rows).Chunk(2500))
        {
            await store.UpsertAsync(Say.Connection, new MessageBatch { Items = [.. some.Select(i => Item($"M{i:000000}", Jid.Parse(Say.Number(2 + i % Others))))] });
        }

        await store.UpsertAsync(Say.Connection, new MessageBatch { Items = [.. Enumerable.Range(0, OfTheMember).Select(i => Item($"OWN{i:00}", _join.From))] });
    }

    // Whoever wrote it reacts to it as well.
    static MessageUpsert Item(string id, Jid sender)
    {
        var content = new MessageContent { Kind = MessageKind.Text, Body = id };
        return new MessageUpsert
        {
            Key = new MessageKey(_group, sender, false, id),
            Content = content,
            Version = ContentVersion.Of(content),
            Timestamp = Say.Time,
            Reactions = [new MessageReaction(false, sender, "+", 1)],
        };
    }
}
