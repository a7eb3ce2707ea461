namespace HistoryImport.Testing.Xunit;

public abstract partial class MessageCacheContract
{
    [Fact]
    public async Task ReadAsync_Nothing_YieldsNoMessage() => Assert.Empty(await MessagesAsync());

    [Fact]
    public async Task ReadAsync_AfterAppends_YieldsOldestEntriesFirst()
    {
        await AppendAsync(Some.Message("C"), Some.Message("A"));
        await AppendAsync(Some.Message("B", Some.Number(2).Value));

        Assert.Equal("C A B", await IdsAsync());
        List<long> entries = [.. (await MessagesAsync()).Select(cached => cached.EntryId)];
        Assert.Equal(entries.Distinct().Order(), entries);
    }

    [Fact]
    public async Task ReadAsync_EveryField_ComesBack()
    {
        var message = new HistoryMessage
        {
            RemoteJid = "1:2@c.us", RemoteJidAlt = "3@lid", ConversationId = "1@s.whatsapp.net", FromMe = true, Id = "日'\"", Participant = "4@lid",
            ParticipantAlt = "5@s.whatsapp.net", ReceiptJid = "6@lid", Timestamp = 7, Status = MessageStatus.Played, PushName = "😀", IsRevoked = true,
            Position = 8,
        };
        var content = new MessageContent { Kind = MessageKind.Image, Body = "b", Media = new MediaDescriptor { Size = 9, Sha256 = [1, 2] }, Raw = new byte[] { 0, 255 } };
        await AppendAsync(message with { Content = content, Reactions = [new HistoryReaction { Emoji = "👍", Participant = "7@lid", TimestampMs = 5 }] });

        HistoryMessage read = Assert.Single(await MessagesAsync()).Message;
        Assert.Equal(message, read with { Content = null, Reactions = message.Reactions });
        Assert.Equal(new HistoryReaction { Emoji = "👍", Participant = "7@lid", TimestampMs = 5 }, Assert.Single(read.Reactions));
        Assert.Equal((MessageKind.Image, "b", 9L), (read.Content!.Kind, read.Content.Body, read.Content.Media!.Size));
        Assert.Equal([0, 255], read.Content.Raw.ToArray());
        Assert.Equal([1, 2], read.Content.Media.Sha256);
    }

    [Fact]
    public async Task ReadAsync_AfterAnEntry_YieldsLaterEntriesOnly()
    {
        await AppendAsync(Some.Message("A"), Some.Message("B", Some.Number(2).Value), Some.Message("C"));
        long last = (await EntriesAsync("C"))[0];
        await AppendAsync(Some.Message("D", Some.Number(2).Value), Some.Message("E"));

        Assert.Equal("D E", await IdsAsync(Query() with { After = last }));
        Assert.Equal("E", await IdsAsync(Query() with { After = last, Chats = [Some.Contact] }));
        Assert.Equal("B C D E", await IdsAsync(Query() with { After = (await EntriesAsync("A"))[0], BatchSize = 1 }));
        Assert.Equal("", await IdsAsync(Query() with { After = long.MaxValue }));

        // A batch tells where to go on, be it by chat or not.
        Assert.Equal((await EntriesAsync("E"))[0], (await BatchesAsync())[^1].LastEntryId);
        Assert.Equal(last, (await BatchesAsync(Query() with { Chats = [Some.Contact], BatchSize = 1 }))[1].LastEntryId);
    }

    [Fact]
    public async Task ReadAsync_NoneAmongTheChats_YieldsWhatNamesNoChat()
    {
        await AppendAsync(Some.Message("A"), Some.Message("B") with { RemoteJid = null }, Some.Message("C") with { RemoteJid = "no JID" }, Some.Message("D", Some.Number(2).Value));

        Assert.Equal("B C", await IdsAsync(Query() with { Chats = [default] }));
        Assert.Equal("A B C", await IdsAsync(Query() with { Chats = [Some.Contact, default] }));
        await Cache.DeferAsync(Some.Connection, [.. (await MessagesAsync()).Where(cached => cached.Message.Id == "B")]);
        Assert.Equal("C", await IdsAsync(Query() with { Chats = [default] }));
        Assert.Equal("B", await IdsAsync(Query() with { Chats = [Some.Contact, default], Waiting = true }));
    }

    [Fact]
    public async Task ReadAsync_BatchSize_BoundsBatches()
    {
        await AppendAsync([.. Enumerable.Range(0, 25).Select(i => Some.Message("ID" + i))]);
        List<CacheBatch> batches = await BatchesAsync(Query() with { BatchSize = 10 });

        Assert.All(batches, batch => Assert.InRange(batch.Messages.Count, 0, 10));
        Assert.Equal(Enumerable.Range(0, 25).Select(i => "ID" + i), batches.SelectMany(batch => batch.Messages).Select(cached => cached.Message.Id));
    }

    [Fact]
    public async Task ReadAsync_BatchBytes_BoundsBatches()
    {
        var large = new MessageContent { Kind = MessageKind.Text, Body = new string('x', 100_000) };
        await AppendAsync([.. Enumerable.Range(0, 10).Select(i => Some.Message("ID" + i) with { Content = large })]);
        List<CacheBatch> batches = await BatchesAsync(Query() with { BatchBytes = 250_000 });

        Assert.All(batches, batch => Assert.InRange(batch.Messages.Count, 0, 3));
        Assert.Equal(10, batches.Sum(batch => batch.Messages.Count));
        Assert.Equal(10, (await MessagesAsync(Query() with { BatchBytes = 1 })).Count);
    }

    [Fact]
    public async Task ReadAsync_ConsumerRemovesWhatItGot_StillYieldsTheRest()
    {
        await AppendAsync([.. Enumerable.Range(0, 25).Select(i => Some.Message("ID" + i))]);
        int read = 0;
        await foreach (CacheBatch batch in Cache.ReadAsync(Query() with { BatchSize = 4 }))
        {
            read += batch.Messages.Count;
            await Cache.RemoveAsync(Some.Connection, [.. batch.Messages.Select(cached => cached.EntryId)]);
        }

        Assert.Equal(25, read);
        Assert.Empty(await MessagesAsync());
    }

    [Fact]
    public async Task ReadAsync_ConsumerAppends_ComesToAnEnd()
    {
        await AppendAsync(Some.Message("A"), Some.Message("B"));
        int batches = 0;
        await foreach (CacheBatch batch in Cache.ReadAsync(Query() with { BatchSize = 1 }))
        {
            Assert.True(++batches < 10, "A reader that appends never ends.");
            await AppendAsync(Some.Message("NEW" + batches));
        }

        Assert.Equal("A B", (await IdsAsync())[..3]);
    }

    [Fact]
    public async Task ReadAsync_Chats_YieldsThoseInAnySpelling()
    {
        await AppendAsync(
            Some.Message("A", "5511900000001:7@s.whatsapp.net"),
            Some.Message("B", Some.Number(2).Value),
            Some.Message("C", Some.Lid(1).Value),
            Some.Message("D", "5511900000001@c.us"),
            Some.Message("E", "") with { ConversationId = Some.Contact.Value },
            Some.Message("F", "nonsense"));

        Assert.Equal("A C D E", await IdsAsync(Query() with { Chats = [Some.Contact, Some.Lid(1)] }));
        Assert.Equal("A C D E", await IdsAsync(Query() with { Chats = [Some.Lid(1), Some.Contact, Some.Contact], BatchSize = 1 }));
        Assert.Equal("", await IdsAsync(Query() with { Chats = [] }));
        Assert.Equal("A B C D E F", await IdsAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(500)]
    public async Task ReadAsync_ManyChats_YieldsEachEntryOnceInTheOrderOfArrival(int batchSize)
    {
        const int Chats = 20;
        var random = new Random(batchSize);
        HistoryMessage[] messages =
        [
            // One chat at a time, then all mixed.
            .. Enumerable.Range(0, 200).Select(i => Some.Message("A" + i, Some.Number(i / 10).Value)),
            .. Enumerable.Range(0, 200).Select(i => Some.Message("B" + i, Some.Number(random.Next(Chats + 3)).Value)),
        ];
        await AppendAsync(messages);

        List<CachedMessage> read = await MessagesAsync(Query() with { BatchSize = batchSize, Chats = [.. Enumerable.Range(0, Chats).Select(Some.Number)] });

        Assert.Equal(messages.Where(message => Enumerable.Range(0, Chats).Any(i => Some.Number(i).Value == message.RemoteJid)).Select(message => message.Id), read.Select(cached => cached.Message.Id));
        Assert.Equal(read.Select(cached => cached.EntryId).Distinct().Order(), read.Select(cached => cached.EntryId));
    }

    [Fact]
    public async Task FindOldestAsync_SomeChats_GivesTheOldestByTimeThatDoNotWait()
    {
        await AppendAsync(
            Some.Message("A", timestamp: 40), Some.Message("B", timestamp: 10), Some.Message("C", Some.Number(2).Value, 30), Some.Message("D", timestamp: 20),
            Some.Message("E", timestamp: null), Some.AmendmentMessage(), Some.Message("F", Some.Number(3).Value, 1), Some.Message("G", timestamp: 25));
        CacheBatch? found = await Cache.FindOldestAsync(Some.Connection, [Some.Contact, Some.Number(2)], 2);
        if (found is null)
        {
            return;
        }

        Assert.Equal(["B", "C", "D"], found.Messages.Select(cached => cached.Message.Id));
        Assert.True(found.LastEntryId >= (await MessagesAsync())[^1].EntryId);
        Assert.Empty((await Cache.FindOldestAsync(OtherConnection, [Some.Contact], 2))!.Messages);
        Assert.Empty((await Cache.FindOldestAsync(Some.Connection, [Some.Number(8)], 2))!.Messages);
    }

    [Fact]
    public async Task ReadAsync_Window_AlwaysHoldsWantedAmendmentsAndTimeless()
    {
        await AppendAsync(
            Some.Message("OLD", timestamp: 9), Some.Message("FIRST", timestamp: 10), Some.Message("LAST", timestamp: 20), Some.Message("NEW", timestamp: 21),
            Some.Message("TIMELESS", timestamp: null), Some.AmendmentMessage());
        string ids = await IdsAsync(Query() with { Since = 10, Until = 20 });

        // A window is a hint: more may come, never less.
        Assert.All(new[] { "FIRST", "LAST", "TIMELESS", "AMENDMENT" }, id => Assert.Contains(id, ids.Split(' ')));
    }

    [Fact]
    public async Task ReadAsync_AnotherConnection_YieldsItsOwnOnly()
    {
        await AppendAsync(Some.Message("A"));
        await Cache.AppendAsync(OtherConnection, new HistorySet { Messages = [Some.Message("B")] });
        await Cache.AppendAsync(new ConnectionKey("o'; --", "connection"), new HistorySet { Messages = [Some.Message("C")] });

        Assert.Equal("A", await IdsAsync());
        Assert.Equal("B", await IdsAsync(Query(OtherConnection)));
        Assert.Equal("C", await IdsAsync(Query(new ConnectionKey("o'; --", "connection"))));
        Assert.Equal("", await IdsAsync(Query(new ConnectionKey("none", "none"))));
    }

    [Fact]
    public async Task ReadAsync_Cancelled_Throws()
    {
        await AppendAsync(Some.Message());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (CacheBatch _ in Cache.ReadAsync(Query(), new CancellationToken(canceled: true)))
            {
            }
        });
    }

    [Fact]
    public async Task ReadAsync_Names_ComeWithParsedJidsAndAreRemovable()
    {
        await Cache.AppendAsync(
            Some.Connection,
            new HistorySet
            {
                Chats = [new HistoryChat { Id = Some.Group.Value, Name = "Group" }, new HistoryChat { Id = "nonsense", Name = "x" }, new HistoryChat { Id = Some.Contact.Value, Name = "" }],
                Contacts = [new HistoryContact { Id = "5511900000001:3@c.us", Name = "Book", PushName = "Own" }, new HistoryContact { Id = Some.Lid(1).Value }],
            });
        List<CachedName> names = [.. (await BatchesAsync()).SelectMany(batch => batch.Names)];

        Assert.Equal(
            [new(Some.Group, NameKind.Chat, "Group"), new(Some.Contact, NameKind.Contact, "Book"), new HistoryName(Some.Contact, NameKind.Push, "Own")],
            names.Select(name => name.Name));
        await Cache.RemoveAsync(Some.Connection, [.. names.Select(name => name.EntryId)]);
        Assert.Empty((await BatchesAsync()).SelectMany(batch => batch.Names));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReadAsync_WindowOfMany_HoldsAllThatIsTimelessBatchAfterBatch(bool ofChats)
    {
        await AppendAsync([.. Enumerable.Range(0, 1500).Select(i => Some.Message("A" + i, Some.Number(1 + i % 3).Value, timestamp: i % 2 == 0 ? null : i))]);
        CacheQuery query = Query() with { Since = 100, Until = 200, BatchSize = 100, Chats = ofChats ? [Some.Number(1), Some.Number(2), Some.Number(3)] : null };

        List<CachedMessage> read = await MessagesAsync(query);

        Assert.Equal(750, read.Count(cached => cached.Message.Timestamp is null));
        Assert.Equal(50, read.Count(cached => cached.Message.Timestamp is >= 100 and <= 200));
        Assert.Equal(read.Count, read.Select(cached => cached.EntryId).Distinct().Count());
    }

    [Fact]
    public async Task ReadAsync_WindowBehindAnEntry_HoldsWhatCameAfterInItsOrder()
    {
        await AppendAsync([.. Enumerable.Range(0, 40).Select(i => Some.Message("A" + i, Some.Number(1 + i % 2).Value, timestamp: 1000 - i))]);
        CacheQuery query = Query() with { Since = 965, Until = 995, BatchSize = 7, Chats = [Some.Number(1), Some.Number(2), Some.Number(3)] };
        List<CachedMessage> all = await MessagesAsync(query);

        Assert.Equal(Enumerable.Range(5, 31).Select(i => "A" + i), all.Select(cached => cached.Message.Id));
        Assert.Equal(
            all.Skip(10).Select(cached => cached.EntryId),
            (await MessagesAsync(query with { After = all[9].EntryId })).Select(cached => cached.EntryId));
    }

    // More than is worth to be found by its times.
    [Fact]
    public async Task ReadAsync_WindowOfVeryMany_HoldsEachOnceInTheOrderOfArrival()
    {
        const int Many = 70_000;
        await AppendAsync([.. Enumerable.Range(0, Many).Select(i => Some.Message("A" + i, Some.Number(1 + i % 2).Value, timestamp: Many - i))]);
        List<CachedMessage> read = await MessagesAsync(Query() with { Since = 1001, BatchSize = 10_000, Chats = [Some.Number(1), Some.Number(2)] });

        Assert.Equal(Enumerable.Range(0, Many - 1000).Select(i => "A" + i), read.Select(cached => cached.Message.Id));
    }
}
