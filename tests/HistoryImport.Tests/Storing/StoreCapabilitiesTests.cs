namespace HistoryImport.Tests.Storing;

public class StoreCapabilitiesTests
{
    [Fact]
    public void UpsertsOnly_Supports_NothingMore()
    {
        Assert.True(StoreCapabilities.UpsertsOnly.Supports(StoreFeatures.None));
        Assert.All(Enum.GetValues<StoreFeatures>().Where(feature => feature != StoreFeatures.None), feature => Assert.False(StoreCapabilities.UpsertsOnly.Supports(feature)));
        Assert.Equal((null, 1), (StoreCapabilities.UpsertsOnly.PreferredBatchSize, StoreCapabilities.UpsertsOnly.PreferredWriters));
    }

    [Fact]
    public void Supports_Several_WantsAllOfThem()
    {
        var capabilities = new StoreCapabilities { Features = StoreFeatures.Join | StoreFeatures.Oldest };

        Assert.True(capabilities.Supports(StoreFeatures.Join | StoreFeatures.Oldest));
        Assert.False(capabilities.Supports(StoreFeatures.Join | StoreFeatures.Amendments));
    }
}
