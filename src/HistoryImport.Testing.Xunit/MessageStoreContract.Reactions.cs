namespace HistoryImport.Testing.Xunit;

public abstract partial class MessageStoreContract
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UpsertAsync_DirectReaction_FindsMessageOfEitherDirection(bool messageFromMe)
    {
        Require(StoreFeatures.Amendments);

        Assert.Equal(UpsertOutcome.Missing, await WriteOneAsync(Some.DirectReaction("👍")));
        await WriteOneAsync(Some.Text(key: Some.Key(fromMe: messageFromMe)));

        Assert.Equal(UpsertOutcome.Updated, await WriteOneAsync(Some.DirectReaction("👍")));
        Assert.Equal("👍 other", (await RowAsync()).Reactions);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task UpsertAsync_DirectReactionAndTwoMessagesOfItsId_EndAlikeInAnyOrder(int reactionAt)
    {
        Require(StoreFeatures.Amendments);

        var items = new List<MessageUpsert> { Some.Text(), Some.Text(key: Some.Key(fromMe: true)) };
        items.Insert(reactionAt, Some.DirectReaction("👍"));
        foreach (MessageUpsert item in items.Append(Some.DirectReaction("👍")))
        {
            await WriteOneAsync(item);
        }

        Assert.Equal(["👍 other", "👍 other"], (await RowsAsync()).Select(row => row.Reactions));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UpsertAsync_AttachedReactionInDirectChat_BelongsToBothDirections(bool secondFirst)
    {
        Require(StoreFeatures.Amendments);
        MessageUpsert[] items = [Some.Text().Reacted("👍", fromMe: true), Some.Text(key: Some.Key(fromMe: true))];
        foreach (MessageUpsert item in secondFirst ? items.Reverse() : items)
        {
            await WriteOneAsync(item);
        }

        Assert.Equal(["👍 me", "👍 me"], (await RowsAsync()).Select(row => row.Reactions));
    }

    [Fact]
    public async Task UpsertAsync_GroupReactionThatNamesNoSender_IsOfEveryMessageWithItsId()
    {
        Require(StoreFeatures.Amendments);
        MessageUpsert reaction = Some.Amendment(new MessageKey(Some.Group, default, false, "ID")).Reacted("👍", Some.Number(3), time: 2) with { MatchesEitherDirection = true };
        Assert.Equal(UpsertOutcome.Missing, await WriteOneAsync(reaction));
        MessageUpsert exact = Some.Amendment(_groupKey).Reacted("❤", Some.Number(3), time: 1);
        await WriteAsync(Some.Text("of another chat"), Some.Text("one", _groupKey), Some.Text("of another id", _groupKey with { Id = "OTHER" }));

        Assert.Equal(UpsertOutcome.Updated, await WriteOneAsync(exact));
        Assert.Equal(UpsertOutcome.Updated, await WriteOneAsync(reaction));
        await WriteOneAsync(Some.Text("own", new MessageKey(Some.Group, default, true, "ID")));
        Assert.Equal(UpsertOutcome.Updated, await WriteOneAsync(reaction));
        Assert.Equal(UpsertOutcome.Duplicate, await WriteOneAsync(reaction));
        Assert.Equal(UpsertOutcome.Duplicate, await WriteOneAsync(exact));

        Assert.Equal(
            ["of another chat: ", "of another id: ", $"one: 👍 {Some.Number(3).Value}", $"own: 👍 {Some.Number(3).Value}"],
            (await RowsAsync()).Select(row => $"{row.Body}: {row.Reactions}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task UpsertAsync_GroupReactions_StayWithTheirMessageAndReactor()
    {
        Require(StoreFeatures.Amendments);
        MessageKey second = _groupKey with { Sender = Some.Number(2) };
        await WriteAsync(
            Some.Text("one", _groupKey).Reacted("👍", Some.Number(3)).Reacted("❤", Some.Number(4)).Reacted("😀", fromMe: true),
            Some.Text("two", second).Reacted("👎", Some.Number(3)));

        Assert.Equal(
            [("one", $"❤ {Some.Number(4)}, 👍 {Some.Number(3)}, 😀 me"), ("two", $"👎 {Some.Number(3)}")],
            (await RowsAsync()).Select(row => (row.Body, row.Reactions)).OrderBy(row => row.Body, StringComparer.Ordinal));
    }

    [Fact]
    public async Task UpsertAsync_ReactionTakenBackBeforeItCame_StaysAway()
    {
        Require(StoreFeatures.Amendments);

        await WriteOneAsync(Some.Text());
        await WriteOneAsync(Some.DirectReaction("", time: 5));

        Assert.Equal(UpsertOutcome.Duplicate, await WriteOneAsync(Some.DirectReaction("👍", time: 4)));
        Assert.Equal("", (await RowAsync()).Reactions);
    }

    [Fact]
    public async Task UpsertAsync_RepeatedReactionOnRepeat_IsDuplicate()
    {
        Require(StoreFeatures.Amendments);
        await WriteOneAsync(Some.Text().Reacted("👍"));

        Assert.Equal(UpsertOutcome.Duplicate, await WriteOneAsync(Some.Text().Reacted("👍")));
        Assert.Equal(UpsertOutcome.Updated, await WriteOneAsync(Some.Text().Reacted("👍", time: 2)));
    }
}
