namespace HistoryImport.Tests.Storing;

public sealed class RetryWatchTests
{
    [Fact]
    public void Over_LastWorkIsDone_IsToldAtOnce()
    {
        var told = new List<(bool IsRetrying, int Count)>();
        RetryWatch watch = null!;
        watch = new RetryWatch(() => told.Add((watch.IsRetrying, watch.Count)));

        watch.Again(isFirst: true);
        watch.Again(isFirst: false);
        watch.Again(isFirst: true);
        watch.Over();
        watch.Over();

        Assert.Equal([(true, 1), (true, 2), (true, 3), (false, 3)], told);
    }
}
