namespace HistoryImport.Testing.Xunit;

public abstract partial class MediaLedgerContract
{
    [Fact]
    public async Task EraseAsync_Chat_TakesWhatItsMessagesAskedFor()
    {
        await WriteAsync(Picture("A"), Picture("B", Some.Lid(1)), Picture("C", Some.Number(2)));
        await ReferAsync("A", "1");
        await ReferAsync(Some.Key("B", Some.Lid(1)), "2");
        await ReferAsync(Some.Key("C", Some.Number(2)), "3");
        await WriteAsync(_other, Picture("A"));
        await Ledger.ReferAsync(_other, [Reference("A", "1")]);

        await EraseAsync(new ErasureOrder { Chats = [Some.Contact, Some.Lid(1)] });

        Assert.Equal(["3"], await LeftAsync("1", "2", "3"));
        Assert.Equal(["name 1", "name 2"], (await Ledger.ListRemovalsAsync(Some.Connection, 10)).Select(one => one.Name));
        Assert.Empty(await Ledger.FindByMessageAsync(Some.Connection, "A"));
        Assert.Single(await Ledger.FindAsync(_other, ["1"]));
        Assert.Empty(await Ledger.ListRemovalsAsync(_other, 10));
    }

    [Fact]
    public async Task EraseAsync_Person_TakesWhatTheySentToGroups()
    {
        await WriteAsync(Picture("A", Some.Group, Some.Contact), Picture("B", Some.Group, Some.Number(2)), Picture("C", Some.Group, Some.Lid(1)));
        await ReferAsync(Some.Key("A", Some.Group, Some.Contact), "1");
        await ReferAsync(Some.Key("B", Some.Group, Some.Number(2)), "2");
        await ReferAsync(Some.Key("C", Some.Group, Some.Lid(1)), "3");

        await EraseAsync(new ErasureOrder { Chats = [Some.Contact, Some.Lid(1)], Persons = [Some.Contact, Some.Lid(1)] });

        Assert.Equal(["2"], await LeftAsync("1", "2", "3"));
    }

    [Fact]
    public async Task EraseAsync_ChatThatWasMovedSinceItWasAskedFor_TakesIt()
    {
        await WriteAsync(Picture("A", Some.Lid(1)), Picture("G", Some.Group, Some.Lid(1)));
        await ReferAsync(Some.Key("A", Some.Lid(1)), "1");
        await ReferAsync(Some.Key("G", Some.Group, Some.Lid(1)), "2");
        await Store.JoinAsync(Some.Connection, [new JidJoin(Some.Lid(1), Some.Contact)]);
        Assert.Equal(["1", "2"], await LeftAsync("1", "2"));

        await EraseAsync(new ErasureOrder { Chats = [Some.Contact, Some.Lid(1)], Persons = [Some.Contact, Some.Lid(1)] });

        Assert.Empty(await LeftAsync("1", "2"));
    }

    [Fact]
    public async Task EraseAsync_FileThatAnotherChatAsksForToo_StaysWithoutNamingTheErased()
    {
        await WriteAsync(Picture("A"), Picture("B", Some.Number(2)));
        MediaFile file = (await ReferAsync("A"))[0]!;
        await ReferAsync(Some.Key("B", Some.Number(2)), "file");
        file = (await Ledger.TryWriteAsync(Some.Connection, file with { State = MediaState.Requested, AskedId = "A", AskedChat = Some.Contact.Value }))!;

        await EraseAsync(new ErasureOrder { Chats = [Some.Contact] });

        MediaFile left = Assert.Single(await Ledger.FindAsync(Some.Connection, ["file"]));
        Assert.Equal((MediaState.Requested, (string?)null), (left.State, left.AskedChat));
        Assert.Null(await Ledger.TryWriteAsync(Some.Connection, file));
        Assert.Empty(await Ledger.ListRemovalsAsync(Some.Connection, 10));

        await EraseAsync(new ErasureOrder { Chats = [Some.Number(2)] });
        Assert.Empty(await LeftAsync("file"));
    }

    [Fact]
    public async Task EraseAsync_Older_TakesWhatOldMessagesAskedFor()
    {
        await WriteAsync(Picture("A") with { Timestamp = 99 }, Picture("B") with { Timestamp = 100 }, Picture("C") with { Timestamp = null });
        await ReferAsync("A", "1");
        await ReferAsync("B", "2");
        await ReferAsync("C", "3");

        await EraseAsync(new ErasureOrder { OlderThan = 100 });

        Assert.Equal(["2", "3"], await LeftAsync("1", "2", "3"));
    }

    [Fact]
    public async Task EraseAsync_MediaKeysOlder_TakesWhatStillHasAKey()
    {
        await WriteAsync(Picture("A") with { Timestamp = 99 }, Picture("B") with { Timestamp = 100 }, Picture("C") with { Timestamp = null }, Picture("D") with { Timestamp = 1 });
        await ReferAsync("A", "1");
        await ReferAsync("B", "2");
        await ReferAsync("C", "3");
        MediaFile stored = (await ReferAsync("D", "4"))[0]!;
        await Ledger.TryWriteAsync(Some.Connection, stored with { State = MediaState.Stored });
        await ReferAsync("A", "5");
        await ReferAsync("B", "5");

        await EraseAsync(new ErasureOrder { MediaKeysOlderThan = 100 });

        Assert.Equal(["2", "3", "4", "5"], await LeftAsync("1", "2", "3", "4", "5"));
        Assert.Equal("name 1", Assert.Single(await Ledger.ListRemovalsAsync(Some.Connection, 10)).Name);
    }

    [Fact]
    public async Task EraseAsync_Whole_TakesAllOfTheConnection()
    {
        await WriteAsync(Picture("A"), Picture("G", Some.Group, Some.Contact));
        await ReferAsync("A", "1");
        await ReferAsync(Some.Key("G", Some.Group, Some.Contact), "2");
        await WriteAsync(_other, Picture("A"));
        await Ledger.ReferAsync(_other, [Reference("A", "1")]);

        await EraseAsync(new ErasureOrder { IsWhole = true });

        Assert.Empty(await LeftAsync("1", "2"));
        Assert.False(await Ledger.HasOpenAsync(Some.Connection));
        Assert.True(await Ledger.HasOpenAsync(_other));
    }

    [Fact]
    public async Task EraseAsync_FileBeingFetched_IsHeldUntilNobodyCanStoreIt()
    {
        await WriteAsync(Picture("A"));
        MediaFile file = (await ReferAsync("A"))[0]!;
        await Ledger.TryWriteAsync(Some.Connection, file with { State = MediaState.Fetching, DueAt = _now.AddMinutes(5) });

        await EraseAsync(new ErasureOrder { Chats = [Some.Contact] });

        Assert.Equal(new MediaRemoval("name file", _now.AddMinutes(5)), Assert.Single(await Ledger.ListRemovalsAsync(Some.Connection, 10)));
        Assert.Equal([Some.Connection], await Ledger.ListConnectionsAsync(_now));
        await Ledger.RemovedAsync(_other, ["name file"]);
        Assert.Single(await Ledger.ListRemovalsAsync(Some.Connection, 10));
        await Ledger.RemovedAsync(Some.Connection, ["name file", "none"]);
        Assert.Empty(await Ledger.ListRemovalsAsync(Some.Connection, 10));
        Assert.Empty(await Ledger.ListConnectionsAsync(_now));
    }

    [Fact]
    public async Task ReferAsync_BesideAnErasure_LeavesNothingBehind()
    {
        for (int round = 0; round < 20; round++)
        {
            await WriteAsync([.. Enumerable.Range(0, 50).Select(i => Picture($"{i}"))]);
            Task[] asking =
            [
                .. Enumerable.Range(0, 4).Select(part => Task.Run(async () =>
                {
                    for (int i = part; i < 50; i += 4)
                    {
                        await ReferAsync($"{i}", $"{i}");
                    }
                })),
            ];
            await EraseAsync(new ErasureOrder { Chats = [Some.Contact] });
            await Task.WhenAll(asking);

            Assert.False(await Ledger.HasOpenAsync(Some.Connection));
        }
    }

    async Task EraseAsync(ErasureOrder order)
    {
        do
        {
            order = order with { After = (await Store.EraseAsync(Some.Connection, order)).Next };
        }
        while (order.After is not null);
    }

    async Task<IEnumerable<string>> LeftAsync(params string[] files) =>
        (await Ledger.FindAsync(Some.Connection, files)).Select(file => file.Id).Order(StringComparer.Ordinal);

    ValueTask<IReadOnlyList<MediaFile?>> ReferAsync(MessageKey message, string file) =>
        Ledger.ReferAsync(Some.Connection, [new MediaReference(message, File(file))]);
}
