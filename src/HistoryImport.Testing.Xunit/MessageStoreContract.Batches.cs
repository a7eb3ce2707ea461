namespace HistoryImport.Testing.Xunit;

public abstract partial class MessageStoreContract
{
    [Fact]
    public async Task UpsertAsync_EmptyBatch_ReturnsNoOutcome() => Assert.Empty(await WriteAsync());

    [Fact]
    public async Task UpsertAsync_MixedBatch_ReportsInItsOrder()
    {
        await WriteAsync(Some.Text("a", Some.Key("A")), Some.Text("b", Some.Key("B")));

        Assert.Equal(
            [UpsertOutcome.Duplicate, UpsertOutcome.Inserted, UpsertOutcome.Updated, UpsertOutcome.Inserted, UpsertOutcome.Missing],
            await WriteAsync(
                Some.Text("a", Some.Key("A")),
                Some.Text("c", Some.Key("C")),
                Some.Text("b", Some.Key("B")) with { Status = MessageStatus.Read },
                Some.Text("d", Some.Key("D", Some.Number(9))),
                Some.Amendment(Some.Key("X")) with { IsRevoked = true }));
    }

    [Fact]
    public async Task UpsertAsync_LargestBatch_IsWritten()
    {
        const int Largest = 10_000;
        IReadOnlyList<UpsertOutcome> outcomes = await WriteAsync([.. Enumerable.Range(0, Largest).Select(i => Some.Text("b", Some.Key("ID" + i)))]);

        Assert.Equal(Largest, outcomes.Count(outcome => outcome == UpsertOutcome.Inserted));
        Assert.Equal(Largest, (await RowsAsync()).Count);
    }

    [Fact]
    public async Task UpsertAsync_BodyOfOneMiB_ComesBack()
    {
        string body = new('ü', 512 * 1024);
        await WriteOneAsync(Some.Text(body));

        Assert.Equal(body, (await RowAsync()).Body);
    }

    [Fact]
    public async Task UpsertAsync_CancelledBefore_WritesNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await Store.UpsertAsync(Some.Connection, new MessageBatch { Items = [Some.Text()] }, new CancellationToken(canceled: true)));

        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task UpsertAsync_CancelledAmidItems_WritesNothingAndGoesOnLater()
    {
        using var cancellation = new CancellationTokenSource();
        var items = new TrippingList<MessageUpsert>([Some.Text("a", Some.Key("A")), Some.Text("b", Some.Key("B", Some.Number(9)))], cancellation.Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await Store.UpsertAsync(Some.Connection, new MessageBatch { Items = items }, cancellation.Token));
        Assert.Empty(await RowsAsync());

        await WriteAsync(Some.Text("a", Some.Key("A")), Some.Text("b", Some.Key("B", Some.Number(9))));
        Assert.Equal(2, (await RowsAsync()).Count);
    }

    [Fact]
    public async Task UpsertAsync_FailsAmidItems_WritesNothingAndGoesOnLater()
    {
        var items = new TrippingList<MessageUpsert>([Some.Text("a", Some.Key("A", Some.Number(8))), Some.Text("b", Some.Key("B"))], () => throw new InvalidTimeZoneException());

        await Assert.ThrowsAsync<InvalidTimeZoneException>(async () => await Store.UpsertAsync(Some.Connection, new MessageBatch { Items = items }));
        Assert.Empty(await RowsAsync());

        await WriteAsync(Some.Text("a", Some.Key("A", Some.Number(8))));
        Assert.Equal(Some.Number(8), (await RowAsync()).Key.Chat);
    }

    [Fact]
    public async Task UpsertAsync_SameBatchFromManyThreads_InsertsOnce()
    {
        MessageUpsert[] items = [.. Enumerable.Range(0, 50).Select(i => Some.Text("b", Some.Key("ID" + i)))];
        IReadOnlyList<UpsertOutcome>[] outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => WriteAsync(items))));

        Assert.Equal(items.Length, outcomes.Sum(batch => batch.Count(outcome => outcome == UpsertOutcome.Inserted)));
        Assert.Equal(items.Length, (await RowsAsync()).Count);
    }

    [Fact]
    public async Task UpsertAsync_Names_KeepGreatestPerJidAndKind()
    {
        await WriteNamesAsync(new HistoryName(Some.Contact, NameKind.Push, "a"), new HistoryName(Some.Contact, NameKind.Chat, "chat"));
        await WriteNamesAsync(new HistoryName(Some.Contact, NameKind.Push, "Z"), new HistoryName(Some.Number(2), NameKind.Push, "'; --"));

        Assert.Equal(
            new HashSet<HistoryName>
            {
                new(Some.Contact, NameKind.Push, "a"), new(Some.Contact, NameKind.Chat, "chat"), new(Some.Number(2), NameKind.Push, "'; --"),
            },
            (await NamesAsync(Some.Connection)).ToHashSet());
        Assert.Empty(await NamesAsync(new ConnectionKey("other", "other")));
    }

    Task<UpsertResult> WriteNamesAsync(params HistoryName[] names) =>
        Store.UpsertAsync(Some.Connection, new MessageBatch { Names = names }).AsTask();
}
