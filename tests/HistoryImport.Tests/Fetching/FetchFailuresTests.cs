namespace HistoryImport.Tests.Fetching;

/// <summary>Which requests in a row count as in vain, and what is said of them.</summary>
public sealed class FetchFailuresTests
{
    [Fact]
    public void After_SomethingOlderCame_BeginsAnew() =>
        Assert.Equal(default, new FetchFailures(2, 1, true).After(isAnswered: true, advanced: true, unplaced: true));

    [Fact]
    public void After_Silence_IsCountedAsSuch() => Assert.Equal(new FetchFailures(2, 0, false), Failures((false, false), (false, false)));

    [Fact]
    public void After_EntriesWithoutATimeCame_IsAnAnswerAndStaysKnown() =>
        Assert.Equal(new FetchFailures(1, 2, true), Failures((false, true), (true, false), (false, false)));

    [Fact]
    public void Told_NobodyAnswered_IsTimedOut() => Assert.Equal(FetchEnd.TimedOut, Failures((false, false)).Told(TimeSpan.FromSeconds(30)).End);

    [Fact]
    public void Told_OneOfThemWasAnswered_IsNoProgressWithTheNumberOfBoth()
    {
        FetchVerdict told = Failures((false, false), (true, false), (false, false)).Told(TimeSpan.FromSeconds(30));

        Assert.Equal(FetchEnd.NoProgress, told.End);
        Assert.Contains("Of 3 requests in a row 1 brought an answer", told.Reason, StringComparison.Ordinal);
        Assert.Contains("and 2 none", told.Reason, StringComparison.Ordinal);
    }

    static FetchFailures Failures(params (bool IsAnswered, bool Unplaced)[] requests) =>
        requests.Aggregate(default(FetchFailures), (failures, request) => failures.After(request.IsAnswered, false, request.Unplaced));
}
