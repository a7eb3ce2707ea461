namespace HistoryImport.Tests.Fetching;

/// <summary>Tests that move the clock whenever the thread pool is idle, and therefore run while no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ClockCollection
{
    public const string Name = "Clock";
}
