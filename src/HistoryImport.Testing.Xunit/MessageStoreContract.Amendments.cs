namespace HistoryImport.Testing.Xunit;

public abstract partial class MessageStoreContract
{
    static readonly MessageKey _groupKey = Some.Key(chat: Some.Group, sender: Some.Number(1));

    public static TheoryData<string> AmendmentNames() => [.. AmendmentsOfAGroupMessage.Keys];

    static Dictionary<string, MessageUpsert> AmendmentsOfAGroupMessage { get; } = new()
    {
        ["edit"] = Some.Amendment(_groupKey) with { Edit = new MessageEdit(1, "A", "edited") },
        ["revoke"] = Some.Amendment(_groupKey) with { IsRevoked = true },
        ["reaction"] = Some.Amendment(_groupKey).Reacted("👍", Some.Number(2)),
        ["status"] = Some.Amendment(_groupKey) with { Status = MessageStatus.Read },
    };

    [Theory]
    [MemberData(nameof(AmendmentNames))]
    public async Task UpsertAsync_AmendmentWithoutMessage_IsMissingAndWritesNothing(string name)
    {
        // The same id of another member is not the message.
        await WriteOneAsync(Some.Text("other", _groupKey with { Sender = Some.Number(3) }));
        IReadOnlyList<StoredRow> before = await RowsAsync();

        Assert.Equal(UpsertOutcome.Missing, await WriteOneAsync(AmendmentsOfAGroupMessage[name]));
        Assert.Equal(before, await RowsAsync());

        await WriteOneAsync(Some.Text("late", _groupKey));
        StoredRow late = Assert.Single(await RowsAsync(), row => row.Key == _groupKey);
        Assert.Equal(("late", "", false), (late.Body, late.Reactions, late.IsRevoked));
    }

    [Theory]
    [MemberData(nameof(AmendmentNames))]
    public async Task UpsertAsync_AmendmentTwice_IsUpdatedThenDuplicate(string name)
    {
        Require(StoreFeatures.Amendments);

        await WriteOneAsync(Some.Text("body", _groupKey));

        Assert.Equal(UpsertOutcome.Updated, await WriteOneAsync(AmendmentsOfAGroupMessage[name]));
        Assert.Equal(UpsertOutcome.Duplicate, await WriteOneAsync(AmendmentsOfAGroupMessage[name]));
    }

    [Fact]
    public async Task UpsertAsync_AmendmentsAfterTheirMessage_ChangeWhatTheyNameOnly()
    {
        Require(StoreFeatures.Amendments);

        await WriteAsync(Some.Text("body", _groupKey), Some.Text("other", _groupKey with { Sender = Some.Number(3) }));
        foreach (MessageUpsert amendment in AmendmentsOfAGroupMessage.Values)
        {
            await WriteOneAsync(amendment);
        }

        StoredRow row = Assert.Single(await RowsAsync(), row => row.Key == _groupKey);
        Assert.Equal(
            ("text", "edited", true, true, MessageStatus.Read, (long?)Some.Time, $"👍 {Some.Number(2)}"),
            (row.Kind, row.Body, row.IsEdited, row.IsRevoked, row.Status, row.Timestamp, row.Reactions));
        StoredRow other = Assert.Single(await RowsAsync(), row => row.Key != _groupKey);
        Assert.Equal(("other", false, ""), (other.Body, other.IsRevoked, other.Reactions));
    }

    [Fact]
    public async Task UpsertAsync_MessageAndItsAmendmentInOneBatch_Apply()
    {
        Require(StoreFeatures.Amendments);

        // A fold would make one item of these; a reaction that names either direction stays apart.
        IReadOnlyList<UpsertOutcome> outcomes = await WriteAsync(Some.Text(), Some.DirectReaction("👍"));

        Assert.Equal([UpsertOutcome.Inserted, UpsertOutcome.Updated], outcomes);
        Assert.Equal("👍 other", (await RowAsync()).Reactions);
    }

    [Fact]
    public async Task UpsertAsync_RevokeOfOtherDirection_IsMissing()
    {
        await WriteOneAsync(Some.Text());

        Assert.Equal(UpsertOutcome.Missing, await WriteOneAsync(Some.Amendment(Some.Key(fromMe: true)) with { IsRevoked = true }));
        Assert.False((await RowAsync()).IsRevoked);
    }
}
