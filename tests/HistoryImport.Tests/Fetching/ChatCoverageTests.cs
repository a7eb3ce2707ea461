using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Fetching;

/// <summary>What proves a gap, and what closes one.</summary>
public sealed class ChatCoverageTests
{
    const int Recent = (int)HistorySyncType.Recent;

    [Fact]
    public void AddDelivery_PieceIsOlderThanWhatIsKnown_ContinuesIt() =>
        Assert.Equal("10-40", Text(ChatCoverage.Nothing.AddDelivery(Piece(30, 40)).AddDelivery(Piece(10, 20))));

    [Fact]
    public void AddDelivery_NumbersBetweenAreMissing_IsAGapUntilTheyCome()
    {
        ChatCoverage coverage = ChatCoverage.Nothing.AddDelivery(Piece(30, 40, 1)).AddDelivery(Piece(10, 20, 4));
        Assert.Equal("10-20 ChunksMissing:30-40", Text(coverage));

        ChunkLog log = Log(1, 2, 4);
        Assert.Equal("10-20 ChunksMissing:30-40", Text(coverage.Without(log)));
        Assert.Equal("10-40", Text(coverage.Without(log.With(Recent, 3)!)));
    }

    [Fact]
    public void AddDelivery_MissingPieceComesLate_ClosesTheGap() => Assert.Equal(
        "10-40",
        Text(ChatCoverage.Nothing.AddDelivery(Piece(30, 40, 1)).AddDelivery(Piece(10, 20, 3)).AddDelivery(Piece(22, 28, 2))));

    [Fact]
    public void AddDelivery_PiecesComeInTheWrongOrder_IsNoGap() =>
        Assert.Equal("10-40", Text(ChatCoverage.Nothing.AddDelivery(Piece(10, 20, 2)).AddDelivery(Piece(30, 40, 1))));

    [Fact]
    public void AddDelivery_AnotherPairingEndsBeforeItMeetsWhatIsKnown_IsAGap()
    {
        ChatCoverage coverage = ChatCoverage.Nothing.AddDelivery(Piece(10, 20, 1)).AddDelivery(Piece(50, 60, 1));
        Assert.Equal("10-20 DeliveryEnded:50-60", Text(coverage));

        Assert.Equal("10-20 DeliveryEnded:30-60", Text(coverage.AddDelivery(Piece(30, 40, 2))));
        Assert.Equal("10-60", Text(coverage.AddDelivery(Piece(15, 40, 2))));
    }

    [Fact]
    public void AddDelivery_ManyPiecesInTheirOrder_AreOneStretch() => Assert.Equal(
        "10-309",
        Text(Enumerable.Range(1, 30).Aggregate(ChatCoverage.Nothing, (known, order) => known.AddDelivery(Piece(310 - 10 * order, 319 - 10 * order, order)))));

    [Fact]
    public void AddDelivery_NewerPieceComesAndNumbersBetweenAreMissing_IsAGap() =>
        Assert.Equal("10-20 DeliveryEnded:30-40", Text(ChatCoverage.Nothing.AddDelivery(Piece(10, 20, 3)).AddDelivery(Piece(30, 40, 1))));

    [Fact]
    public void AddDelivery_PiecesOverlap_CountAsBothNumbers()
    {
        ChatCoverage coverage = ChatCoverage.Nothing.AddDelivery(Piece(30, 40, 2)).AddDelivery(Piece(25, 35, 3)).AddDelivery(Piece(35, 45, 1));

        Assert.Equal("10-45", Text(coverage.AddDelivery(Piece(10, 20, 4))));
        Assert.Equal("10-20 ChunksMissing:25-45", Text(coverage.AddDelivery(Piece(10, 20, 5))));
        Assert.Equal("25-45 DeliveryEnded:60-70", Text(coverage.AddDelivery(Piece(60, 70, 1))));
        Assert.Equal("25-60", Text(coverage.AddDelivery(Piece(50, 60, 0))));
    }

    [Fact]
    public void AddDelivery_OverlapsAnotherKindOfHistory_NumbersOfTheTwoAreNotMixed()
    {
        Stretch full = Piece(25, 35, 7) with { Type = (int)HistorySyncType.Full };

        Assert.Equal("10-20 ChunksMissing:25-40", Text(ChatCoverage.Nothing.AddDelivery(Piece(30, 40, 2)).AddDelivery(full).AddDelivery(Piece(10, 20, 7))));
    }

    [Fact]
    public void AddDelivery_OverlapsAPage_ItsNumbersCount()
    {
        ChatCoverage coverage = ChatCoverage.Nothing.AddPage(Piece(10, 20), 20).AddDelivery(Piece(15, 18, 5));

        Assert.Equal("DeliveryEnded:10-20 DeliveryEnded:50-60", Text(coverage.AddDelivery(Piece(50, 60, 1))));
        Assert.Equal("1-5 ChunksMissing:10-20", Text(coverage.AddDelivery(Piece(1, 5, 7))));
    }

    [Fact]
    public void AddDelivery_EndsWithWhatIsKnown_ProvesNoGapBeforeIt() =>
        Assert.Equal("5-20", Text(ChatCoverage.Nothing.AddDelivery(Piece(10, 20)).AddDelivery(Piece(5, 20))));

    [Fact]
    public void Add_BeginsInTheSameSecondAsWhatIsKnown_ProvesNoGapBeforeItUnlessItReachesFarther()
    {
        ChatCoverage known = ChatCoverage.Nothing.AddDelivery(Piece(10, 20));
        Stretch same = Piece(10, 15) with { Id = "SAME-SECOND", Gap = (int)GapCause.DeliveryEnded };

        Assert.Equal(("10-20", "ID10"), (Text(known.Add(same)), known.Add(same).Stretches[0].Id));
        Assert.Equal(("10-20", "ID10"), (Text(known.AddPage(same, 20)), known.AddPage(same, 20).Stretches[0].Id));
        Assert.Equal(("DeliveryEnded:10-20", "SAME-SECOND"), (Text(known.Add(same, true)), known.Add(same, true).Stretches[0].Id));
    }

    [Fact]
    public void Add_PageMeetsWhatIsKnown_Closes() => Assert.Equal("10-60", Text(Gap().Add(Piece(20, 50))));

    [Fact]
    public void Add_PiecesBecomeOne_KeepsTheOldestMessageAndHowLongItWasHeard()
    {
        Stretch noted = Piece(10, 20) with { Message = 15 };
        ChatCoverage coverage = ChatCoverage.Nothing.AddDelivery(Piece(22, 30) with { Message = 25 }).AddDelivery(noted);
        Assert.Equal(("10-30", 15), (Text(coverage), coverage.Stretches[0].Message));

        coverage = coverage.Add(Piece(18, 40) with { Message = 12 });
        Assert.Equal(("10-40", 12), (Text(coverage), coverage.Stretches[0].Message));

        // Up to 45 whatever came was received: what was sent then closes no gap, for it is in none.
        coverage = coverage.AddAfterDowntime(Piece(60, 70), 45).Add(Piece(38, 39)).Add(Piece(5, 39));
        Assert.Equal(45, coverage.Stretches[0].Last());
        Assert.Equal("5-70", Text(coverage.Add(Piece(45, 60))));
        Assert.Equal("5-40 Downtime:46-70", Text(coverage.Add(Piece(46, 60))));
        Assert.Equal(45, coverage.AddDelivery(Piece(1, 2)).Stretches[0].Last());
    }

    [Fact]
    public void AddPage_AnyPage_ReachesUpToWhatItWasAskedBefore()
    {
        Stretch page = Assert.Single(ChatCoverage.Nothing.AddPage(Piece(10, 20), 30).Stretches);

        Assert.Equal((10, 30, true), (page.From, page.To, page.IsPage));
    }

    [Fact]
    public void Add_PageEndsInTheGap_KeepsWhatIsLeftOfIt() => Assert.Equal("10-20 Downtime:30-60", Text(Gap().Add(Piece(30, 50))));

    [Fact]
    public void AddAfterDowntime_MoreOfTheSameDowntime_IsOneGap()
    {
        ChatCoverage coverage = Gap();

        Assert.Same(coverage, coverage.AddAfterDowntime(Piece(55, 70), 25));
        Assert.Equal("10-20 Downtime:40-60", Text(coverage.AddAfterDowntime(Piece(40, 45), 25)));
        Assert.Same(coverage, coverage.AddAfterDowntime(Piece(15, 15), 12));
        Assert.Same(coverage, coverage.AddAfterDowntime(Piece(25, 25), 12));
        Assert.Equal("10-20 Downtime:50-60 Downtime:80-90", Text(coverage.AddAfterDowntime(Piece(80, 90), 65)));
        Assert.Equal("10-20 Downtime:50-60 Downtime:80-90", Text(coverage.AddAfterDowntime(Piece(80, 90), 50)));
    }

    [Fact]
    public void AddAfterDowntime_SameSecondAsTheNewest_IsNoGap()
    {
        ChatCoverage coverage = ChatCoverage.Nothing.AddDelivery(Piece(10, 20));

        Assert.Same(coverage, coverage.AddAfterDowntime(Piece(20, 30), 15));
    }

    [Fact]
    public void Add_MoreStretchesThanAreKept_ForgetsTheOldestAndClaimsNothing()
    {
        ChatCoverage coverage = Enumerable.Range(0, 40).Aggregate(ChatCoverage.Nothing, (known, i) => known.AddAfterDowntime(Piece(100 * i, 100 * i + 10), 100 * i - 5));

        Assert.Equal(12, coverage.Stretches.Count);
        Assert.Equal(3910, coverage.Stretches[^1].To);
        Assert.All(coverage.Stretches, stretch => Assert.NotEqual(0, stretch.Gap));
    }

    [Fact]
    public void Add_AnyOrderOfPages_EndsInTheSame()
    {
        Stretch[] pages = [Piece(0, 10), Piece(10, 20), Piece(20, 30), Piece(30, 40), Piece(35, 60)];
        for (int seed = 0; seed < 50; seed++)
        {
            Stretch[] mixed = [.. pages];
            new Random(seed).Shuffle(mixed);
            Assert.Equal("DeliveryEnded:0-60", Text(mixed.Aggregate(ChatCoverage.Nothing, (known, page) => known.Add(page with { Gap = (int)GapCause.DeliveryEnded }))));
        }
    }

    [Fact]
    public void Union_ChatsThatTurnOutToBeOne_KnowsWhatEitherKnew() =>
        Assert.Equal("10-20 Downtime:30-80", Text(Gap().Union(ChatCoverage.Nothing.Add(Piece(30, 80)))));

    [Fact]
    public async Task KeepAsync_EverythingAtItsBound_FitsIntoTheStateStore()
    {
        var state = new InMemoryStateStore(new ManualTimeProvider());
        var book = new CoverageBook(state, TimeProvider.System, Some.Connection);
        string id = new('<', 128);
        ChatCoverage full = new([.. Enumerable.Range(0, 12).Select(i => new Stretch
        {
            From = long.MaxValue - 100 + 2 * i, To = long.MaxValue - 99 + 2 * i, Chat = new string('9', 60) + "@lid", Id = id, FromMe = true, IsPage = true, Gap = 3, Type = 3,
            Message = long.MaxValue, FirstChunk = long.MaxValue, LastChunk = long.MaxValue,
        })]);
        var shelf = new CoverageShelf();
        for (int i = 0; i < 150; i++)
        {
            shelf = shelf.With(Jid.Parse($"55119{i:D8}@s.whatsapp.net"), full);
        }

        byte[] bytes = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(shelf, FetchJsonContext.Default.CoverageShelf);

        Assert.InRange(bytes.Length, 1, StateValue.MaxBytes);
        Assert.Empty(shelf.Of(Jid.Parse("5511900000085@s.whatsapp.net")).Stretches);
        Assert.Equal(12, shelf.Of(Jid.Parse("5511900000086@s.whatsapp.net")).Stretches.Count);
        await book.KeepAsync(Jid.Parse(Some.Chat), full, default);
        Assert.Equal(12, (await book.ReadAsync([Jid.Parse(Some.Chat)], default)).Stretches.Count);
    }

    [Fact]
    public async Task ReadAsync_WrittenByANewerVersion_IsRead()
    {
        var state = new InMemoryStateStore(new ManualTimeProvider());
        var book = new CoverageBook(state, TimeProvider.System, Some.Connection);
        await book.KeepAsync(Jid.Parse(Some.Chat), Gap(), default);
        string key = Assert.Single(await state.ListKeysAsync(Some.Connection, "coverage/"));
        StateValue value = (await state.GetAsync(Some.Connection, key))!;
        string newer = System.Text.Encoding.UTF8.GetString(value.Value.Span).Replace("\"Gap\":2", "\"Gap\":99,\"Unheard\":[1]", StringComparison.Ordinal);
        await state.TrySetAsync(Some.Connection, key, System.Text.Encoding.UTF8.GetBytes(newer), value.Version);

        ChatCoverage read = await book.ReadAsync([Jid.Parse(Some.Chat)], default);

        Assert.Equal([0, 99], read.Stretches.Select(stretch => stretch.Gap));
    }

    [Fact]
    public void AddDelivery_PieceAmidADowntime_LeavesTheGapBehindIt() =>
        Assert.Equal("10-20 Downtime:30-40 Downtime:50-60", Text(Gap().AddDelivery(Piece(30, 40))));

    [Fact]
    public void LeastAndGreatest_OneOfNone_IsTheOther()
    {
        Assert.Equal([7, 7], [Stretch.Least(7, null), Stretch.Least((long?)null, 7)]);
        Assert.Equal([7, 7], [Stretch.Greatest(7, null), Stretch.Greatest((long?)null, 7)]);
    }

    static ChatCoverage Gap() => ChatCoverage.Nothing.AddDelivery(Piece(10, 20)).AddAfterDowntime(Piece(50, 60), 25);

    static Stretch Piece(long from, long to, long? order = null) =>
        new() { From = from, To = to, Chat = Some.Chat, Id = $"ID{from}", Type = order is null ? null : Recent, FirstChunk = order, LastChunk = order };

    static ChunkLog Log(params long[] orders) => orders.Aggregate(new ChunkLog(), (log, order) => log.With(Recent, order)!);

    static string Text(ChatCoverage coverage) =>
        string.Join(' ', coverage.Stretches.Select(stretch => (stretch.Gap == 0 ? "" : $"{(GapCause)stretch.Gap}:") + $"{stretch.From}-{stretch.To}"));
}
