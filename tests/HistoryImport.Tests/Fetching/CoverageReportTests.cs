using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Fetching;

/// <summary>What a result says of a window: by what is noted of the chat, and by the rows.</summary>
public sealed class CoverageReportTests
{
    [Fact]
    public void Of_NothingIsKnown_IsWholeOnlyIfThePhoneHasNothing()
    {
        Assert.Equal("", Text(ChatCoverage.Nothing));
        Assert.Equal("whole", Text(ChatCoverage.Nothing, end: EndOfHistory.Exhausted));
    }

    [Fact]
    public void Of_RowsAlone_CountAsOneSpan() => Assert.Equal("NotReached:..10 10-40", Text(ChatCoverage.Nothing, rows: [40, 10, 20]));

    [Fact]
    public void Of_RowsOlderThanWhatIsNotedWithoutAGap_HangOnToIt() =>
        Assert.Equal("NotReached:..5 5-20", Text(Known(Piece(10, 20)), rows: [5]));

    [Fact]
    public void Of_RowsOlderThanAGap_LieBeforeIt() =>
        Assert.Equal("NotReached:..5 Downtime:5..10 5-5 10-20", Text(Known(Piece(10, 20, GapCause.Downtime)), rows: [5]));

    [Fact]
    public void Of_RowsNewerThanWhatIsNoted_HangOnToIt() => Assert.Equal("NotReached:..10 10-30", Text(Known(Piece(10, 20)), rows: [30]));

    [Fact]
    public void Of_WindowAmidWhatIsKnown_IsWholeAndCutToTheWindow()
    {
        ChatCoverage known = Known(Piece(10, 20), Piece(50, 60, GapCause.Downtime));

        Assert.Equal("12-20 whole", Text(known, since: 12, until: 20));
        Assert.Equal("50-55 whole", Text(known, since: 50, until: 55));
    }

    [Fact]
    public void Of_GapReachesOutOfTheWindow_IsCutToIt()
    {
        ChatCoverage known = Known(Piece(10, 20), Piece(50, 60, GapCause.Downtime));

        Assert.Equal("Downtime:30..50 50-60", Text(known, since: 30));
        Assert.Equal("Downtime:20..40 10-20", Text(known, since: 10, until: 40));
        Assert.Equal("NotReached:5..10 Downtime:20..40 10-20", Text(known, since: 5, until: 40));
        Assert.Equal("Downtime:20..50 20-20 50-50", Text(known, since: 20, until: 50));
        Assert.Equal("NotReached:5..8", Text(known, since: 5, until: 8));
    }

    [Theory]
    [InlineData(EndOfHistory.PhoneOnly)]
    [InlineData(EndOfHistory.NoAccess)]
    public void Of_PhoneKeepsWhatIsOlder_SaysThatItIsHeldBack(EndOfHistory end) => Assert.Equal("HeldBack:..10 10-20", Text(Known(Piece(10, 20)), end: end));

    [Fact]
    public void Of_PhoneHasNoOlder_BeginsWithTheWindow()
    {
        Assert.Equal("-20 whole", Text(Known(Piece(10, 20)), end: EndOfHistory.Exhausted));
        Assert.Equal("5-20 whole", Text(Known(Piece(10, 20)), since: 5, end: EndOfHistory.Exhausted));
    }

    [Fact]
    public void Of_CauseOfANewerVersion_IsUnknown() =>
        Assert.Equal("NotReached:..10 Unknown:20..50 10-20 50-60", Text(Known(Piece(10, 20), Piece(50, 60, (GapCause)99))));

    [Fact]
    public void Of_TimesThatNoClockShows_AreCutToWhatOneShows()
    {
        HistoryCoverage coverage = CoverageReport.Of(Known(Piece(long.MinValue, long.MaxValue)), new KnownMessages(new ManualTimeProvider()), Some.Request, null);

        HistorySpan span = Assert.Single(coverage.Spans);
        Assert.Equal((1, 9999), (span.From!.Value.Year, span.To.Year));
    }

    static string Text(ChatCoverage coverage, long[]? rows = null, long? since = null, long? until = null, EndOfHistory? end = null)
    {
        var known = new KnownMessages(new ManualTimeProvider());
        foreach (long time in rows ?? [])
        {
            known.Add(new MessageAnchor(Some.Chat, $"M{time}", false, time));
        }

        HistoryCoverage told = CoverageReport.Of(coverage, known, Some.Request with { Since = Moment(since), Until = Moment(until) }, end);
        return string.Join(
            ' ',
            [
                .. told.Gaps.Select(gap => $"{gap.Cause}:{gap.From?.ToUnixTimeSeconds()}..{gap.To.ToUnixTimeSeconds()}"),
                .. told.Spans.Select(span => $"{span.From?.ToUnixTimeSeconds()}-{span.To.ToUnixTimeSeconds()}"),
                .. told.IsWhole ? ["whole"] : Array.Empty<string>(),
            ]);
    }

    static ChatCoverage Known(params Stretch[] stretches) => new(stretches);

    static Stretch Piece(long from, long to, GapCause gap = 0) => new() { From = from, To = to, Gap = (int)gap };

    static DateTimeOffset? Moment(long? seconds) => seconds is { } given ? DateTimeOffset.FromUnixTimeSeconds(given) : null;
}
