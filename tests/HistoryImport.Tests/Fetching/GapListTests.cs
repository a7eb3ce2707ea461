using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Fetching;

/// <summary>Which gaps of a chat lie in a window, which is asked for next, and which are given up.</summary>
public sealed class GapListTests
{
    static readonly Jid _chat = Jid.Parse(Some.Chat);

    readonly KnownMessages _known = new(new ManualTimeProvider());
    readonly CoverageBook _book = new(new InMemoryStateStore(new ManualTimeProvider()), new ManualTimeProvider(), Some.Connection);
    readonly ChatCoverage _gap = new([Piece(10, 20), Piece(50, 60, GapCause.Downtime)]);

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(49, null, true)]
    [InlineData(50, null, false)]
    [InlineData(null, 21, true)]
    [InlineData(null, 20, false)]
    [InlineData(30, 40, true)]
    public async Task Any_Window_IsWithinIfTheWindowReachesIntoIt(int? since, int? until, bool isWithin)
    {
        GapList gaps = await ListAsync(_gap, since, until);

        Assert.Equal(isWithin, gaps.Any());
        Assert.Equal(isWithin, gaps.Next() is not null);
    }

    [Theory]
    [InlineData(50, null, false)]
    [InlineData(49, null, true)]
    [InlineData(30, 31, true)]
    [InlineData(30, 30, false)]
    public async Task Any_NothingOlderIsNoted_ReachesToTheOldestRow(int oldestRow, int? until, bool isWithin)
    {
        _known.Add(new MessageAnchor(Some.Chat, "ROW", false, oldestRow));

        Assert.Equal(isWithin, (await ListAsync(new([Piece(50, 60, GapCause.Downtime)]), null, until)).Any());
    }

    [Fact]
    public async Task Next_NotWantedFilled_IsNone()
    {
        GapList gaps = await ListAsync(_gap, fill: false);

        Assert.Equal((true, null), (gaps.Any(), gaps.Next()));
    }

    [Theory]
    [InlineData(GapCause.NotOnPhone)]
    [InlineData(GapCause.HeldBack)]
    public async Task Next_PhoneHasSaidThatItHasNothingOfTheNewest_IsTheNextOlderUntilAPersonInsists(GapCause cause)
    {
        ChatCoverage coverage = new([Piece(10, 20), Piece(50, 60, GapCause.Downtime), Piece(80, 90, cause)]);

        Assert.Equal(50, (await ListAsync(coverage)).Next()!.From);
        Assert.Equal(80, (await ListAsync(coverage, reopen: true)).Next()!.From);
    }

    [Fact]
    public async Task Next_NothingCanBeAskedBeforeTheNewest_IsTheNextOlder()
    {
        ChatCoverage coverage = new([Piece(10, 20), Piece(50, 60, GapCause.Downtime), Piece(80, 90, GapCause.Downtime) with { Id = null }]);

        Assert.Equal(50, (await ListAsync(coverage)).Next()!.From);
    }

    [Theory]
    [InlineData(EndOfHistory.Exhausted, GapCause.NotOnPhone, FetchEnd.Exhausted)]
    [InlineData(EndOfHistory.PhoneOnly, GapCause.HeldBack, FetchEnd.PhoneOnly)]
    [InlineData(EndOfHistory.NoAccess, GapCause.HeldBack, FetchEnd.NoAccess)]
    public async Task GiveUpAsync_PhoneTellsAnEndWithinTheGap_IsAskedNoMoreInThisRunAndTheNextKnowsWhy(EndOfHistory told, GapCause cause, FetchEnd end)
    {
        GapList gaps = await ListAsync(_gap, reopen: true);

        Assert.True(await gaps.GiveUpAsync(gaps.Next()!.Anchor()!, PageReply.Answer(told, null, true), default));

        Assert.Null(gaps.Next());
        Assert.Equal(end, gaps.GivenUp!.Value.End);
        Assert.Equal((int)cause, (await _book.ReadAsync([_chat], default)).Stretches[^1].Gap);
    }

    [Theory]
    [InlineData(50, EndOfHistory.MoreRemain)]
    [InlineData(50, null)]
    [InlineData(10, EndOfHistory.Exhausted)]
    [InlineData(9, EndOfHistory.Exhausted)]
    public async Task GiveUpAsync_NoEndOrNoGapThere_GivesNothingUp(int before, EndOfHistory? told)
    {
        GapList gaps = await ListAsync(_gap);

        Assert.False(await gaps.GiveUpAsync(new MessageAnchor(Some.Chat, "M", false, before), PageReply.Answer(told, null, true), default));

        Assert.Equal((50, null), (gaps.Next()!.From, gaps.GivenUp));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(50)]
    public async Task CoverAsync_PageReachesFartherThanWhatWasAskedBefore_MovesTheEdgeOfTheGap(int from)
    {
        GapList gaps = await ListAsync(_gap);
        Stretch gap = gaps.Next()!;

        Assert.True(await CoverAsync(gaps, gap, Piece(from, 50) with { Id = "PAGE" }));

        Assert.Equal((from, "PAGE", 60), (gaps.Next()!.From, gaps.Next()!.Id, gaps.Next()!.To));
        Assert.Equal(gaps.Coverage.Stretches, (await _book.ReadAsync([_chat], default)).Stretches);
    }

    [Fact]
    public async Task CoverAsync_PageHoldsWhatWasAskedBeforeAlone_ReachesNoFarther()
    {
        GapList gaps = await ListAsync(_gap);

        Assert.False(await CoverAsync(gaps, gaps.Next()!, Piece(50, 50)));
        Assert.Equal("ID50", gaps.Next()!.Id);
    }

    [Theory]
    [InlineData(false, 19, 2)]
    [InlineData(false, 20, 1)]
    [InlineData(true, 19, 1)]
    public async Task CoverAsync_PageLiesOnTheOtherSideOfTheGap_ClosesItOnlyIfItBearsTheIdOrReachesUpToIt(bool isByName, int to, int stretches)
    {
        GapList gaps = await ListAsync(_gap);

        await CoverAsync(gaps, gaps.Next()!, Piece(5, to), isByName);

        Assert.Equal(stretches, gaps.Coverage.Stretches.Count);
    }

    [Fact]
    public async Task CoverAsync_NothingCame_KnowsWhatSomebodyElseNotedMeanwhile()
    {
        GapList gaps = await ListAsync(_gap);
        await _book.KeepAsync(_chat, ChatCoverage.Nothing.Add(Piece(15, 55)), default);

        Assert.False(await gaps.CoverAsync(gaps.Next()!.Anchor()!, gaps.Next(), PageReply.Silence, new AnchorRotation(), default));

        Assert.Null(gaps.Next());
    }

    static ValueTask<bool> CoverAsync(GapList gaps, Stretch gap, Stretch page, bool isByName = false)
    {
        var rotation = new AnchorRotation();
        rotation.Asked(gap.Anchor()!);
        return gaps.CoverAsync(gap.Anchor()!, gap, PageReply.Answer(null, page, isByName), rotation, default);
    }

    async Task<GapList> ListAsync(ChatCoverage coverage, int? since = null, int? until = null, bool fill = true, bool reopen = false)
    {
        await _book.KeepAsync(_chat, coverage, default);
        var gaps = new GapList(
            _book,
            TicketDesk.Ticket with { FillGaps = fill, Reopen = reopen, Since = Moment(since), Until = Moment(until) },
            _known,
            new IdentityGraph(AliasSet.Empty));
        await gaps.LoadAsync(default);
        return gaps;
    }

    static Stretch Piece(long from, long to, GapCause gap = 0) => new() { From = from, To = to, Chat = Some.Chat, Id = $"ID{from}", Gap = (int)gap };

    static DateTimeOffset? Moment(int? seconds) => seconds is { } given ? DateTimeOffset.FromUnixTimeSeconds(given) : null;
}
