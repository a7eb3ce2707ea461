using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Fetching;

public sealed class ChatEndsTests
{
    const int Full = 5000;

    readonly InMemoryStateStore _state = new(new ManualTimeProvider());

    ChatEnds Ends => new(_state, Some.Connection);

    [Fact]
    public async Task Remember_ListIsFull_ForgetsTheOldestOnly()
    {
        await RememberAsync([.. Enumerable.Range(0, Full)]);
        Assert.NotNull(await FindAsync(0));

        await RememberAsync(Full);

        Assert.Null(await FindAsync(0));
        Assert.NotNull(await FindAsync(1));
        Assert.NotNull(await FindAsync(Full));
    }

    [Fact]
    public async Task Remember_ChatHasMore_ReopensNothing()
    {
        await RememberAsync(1);
        Assert.Null(Ends.Remember(Some.Set() with { Chats = [new HistoryChat { Id = Chat(1), EndOfHistory = EndOfHistory.MoreRemain }] }));

        Assert.Equal(EndOfHistory.Exhausted, await FindAsync(1));
        Assert.Null(await FindAsync(2));
    }

    ValueTask RememberAsync(params int[] chats) => StateChange.MakeAllAsync(
        _state,
        Some.Connection,
        [Ends.Remember(Some.Set() with { Chats = [.. chats.Select(chat => new HistoryChat { Id = Chat(chat), EndOfHistory = EndOfHistory.Exhausted })] })!],
        default);

    ValueTask<EndOfHistory?> FindAsync(int chat) => Ends.FindAsync([Jid.Parse(Some.ChatLid), Jid.Parse(Chat(chat))], default);

    static string Chat(int number) => $"55119{number:D8}@s.whatsapp.net";
}
