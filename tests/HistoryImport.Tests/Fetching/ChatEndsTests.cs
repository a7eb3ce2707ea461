using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Fetching;

public sealed class ChatEndsTests
{
    // As many as have room, if they were spread evenly.
    const int Most = 16_000;

    readonly InMemoryStateStore _state = new(new ManualTimeProvider());

    ChatEnds Ends => new(_state, Some.Connection);

    [Fact]
    public async Task Remember_MoreChatsThanAreKept_ForgetsOldOnesOnly()
    {
        await RememberAsync([.. Enumerable.Range(0, Most)]);
        await RememberAsync([.. Enumerable.Range(Most, Most)]);

        int found = 0;
        for (int chat = 0; chat < 2 * Most; chat += 7)
        {
            found += await FindAsync(chat) is null ? 0 : 1;
        }

        Assert.InRange(found, Most / 7 / 2, Most / 7 + 1);
        Assert.Null(await FindAsync(0));
        Assert.NotNull(await FindAsync(2 * Most - 1));
    }

    [Fact]
    public async Task Remember_ChatHasMore_ReopensNothing()
    {
        await RememberAsync(1);
        Assert.Empty(Ends.Remember(Some.Set() with { Chats = [new HistoryChat { Id = Chat(1), EndOfHistory = EndOfHistory.MoreRemain }] }));

        Assert.Equal(EndOfHistory.Exhausted, await FindAsync(1));
        Assert.Null(await FindAsync(2));
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public async Task Remember_LongName_OnlyIfItHasRoomInTheStateStore(int length, bool isKept)
    {
        var chat = Jid.Parse("US." + new string('7', length - "US.@bsuid".Length) + "@bsuid");
        await StateChange.MakeAllAsync(
            _state, Some.Connection, [.. Ends.Remember(Some.Set() with { Chats = [new HistoryChat { Id = chat.Value, EndOfHistory = EndOfHistory.NoAccess }] })], default);

        Assert.Equal(isKept ? EndOfHistory.NoAccess : null, await Ends.FindAsync([chat], default));
    }

    [Fact]
    public async Task Remember_SameEndAgain_WritesNothingAndAnotherReplacesIt()
    {
        await RememberAsync(1);
        string key = Assert.Single(await _state.ListKeysAsync(Some.Connection, "chat-ends/"));
        long version = (await _state.GetAsync(Some.Connection, key))!.Version;

        await RememberAsync(1);
        Assert.Equal(version, (await _state.GetAsync(Some.Connection, key))!.Version);

        await StateChange.MakeAllAsync(
            _state, Some.Connection, [.. Ends.Remember(Some.Set() with { Chats = [new HistoryChat { Id = Chat(1), EndOfHistory = EndOfHistory.PhoneOnly }] })], default);
        Assert.Equal(EndOfHistory.PhoneOnly, await FindAsync(1));
    }

    ValueTask RememberAsync(params int[] chats) => StateChange.MakeAllAsync(
        _state,
        Some.Connection,
        [.. Ends.Remember(Some.Set() with { Chats = [.. chats.Select(chat => new HistoryChat { Id = Chat(chat), EndOfHistory = EndOfHistory.Exhausted })] })],
        default);

    ValueTask<EndOfHistory?> FindAsync(int chat) => Ends.FindAsync([Jid.Parse(Some.ChatLid), Jid.Parse(Chat(chat))], default);

    static string Chat(int number) => $"55119{number:D8}@s.whatsapp.net";
}
