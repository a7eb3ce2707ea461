using System.Globalization;

namespace HistoryImport.Growth.Tests;

/// <summary>Does the same work at sizes that double, and compares what it cost: counts, never seconds.</summary>
static class Growth
{
    /// <summary>What a cost may grow by where it follows the size.</summary>
    public const double Linear = 2.2;

    /// <summary>What a cost may grow by where it has nothing to do with the size.</summary>
    public const double None = 1.2;

    // At full size the smallest is this many times as large.
    const int Long = 16;

    /// <summary>Measures three sizes, each twice the one before.</summary>
    /// <param name="perDoubling">What the cost may grow by.</param>
    /// <param name="size">The smallest size.</param>
    /// <param name="costAsync">Does the work at a size, and tells what it cost.</param>
    public static async Task StaysBelowAsync(double perDoubling, int size, Func<int, Task<long>> costAsync)
    {
        int first = LongRun.IsWanted ? size * Long : size;
        var costs = new List<long>();
        foreach (int at in (int[])[first, 2 * first, 4 * first])
        {
            costs.Add(await costAsync(at));
        }

        string told = string.Create(
            CultureInfo.InvariantCulture, $"{first}/{2 * first}/{4 * first}: {string.Join('/', costs)}, {Ratio(costs, 1):0.00} and {Ratio(costs, 2):0.00} per doubling");
        TestContext.Current.TestOutputHelper?.WriteLine(told);

        // Three figures can hide a step in one ratio; over both it shows.
        Assert.True(Math.Sqrt(Ratio(costs, 1) * Ratio(costs, 2)) <= perDoubling && Ratio(costs, 2) <= perDoubling * 1.1, told);
    }

    static double Ratio(List<long> costs, int at) => costs[at] / (double)Math.Max(1, costs[at - 1]);
}
