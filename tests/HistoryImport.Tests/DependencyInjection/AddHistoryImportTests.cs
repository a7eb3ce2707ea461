using HistoryImport.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HistoryImport.Tests.DependencyInjection;

public sealed class AddHistoryImportTests
{
    [Fact]
    public void AddHistoryImport_WithoutStore_NamesWhatIsMissing()
    {
        using ServiceProvider provider = new ServiceCollection().AddHistoryImport().Services.BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(provider.GetRequiredService<IHistoryImporter>);

        Assert.Contains("UseMessageStore", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddHistoryImport_Twice_RegistersOnce()
    {
        var services = new ServiceCollection();
        services.AddHistoryImport();
        int before = services.Count(service => service.ServiceType.Namespace == "HistoryImport");

        services.AddHistoryImport();

        Assert.Equal(before, services.Count(service => service.ServiceType.Namespace == "HistoryImport"));
    }

    [Fact]
    public void UseX_Again_ReplacesAndAddX_Adds()
    {
        var services = new ServiceCollection();
        services.AddHistoryImport().UseMessageStore<InMemoryMessageStore>().UseMessageStore<InMemoryMessageStore>()
            .AddProgressSink<RecordingProgressSink>().AddProgressSink<RecordingProgressSink>();

        Assert.Single(services, service => service.ServiceType == typeof(IMessageStore));
        Assert.Equal(2, services.Count(service => service.ServiceType == typeof(IProgressSink)));
    }

    public static TheoryData<Action<HistoryImportOptions>, string> BadOptions => new()
    {
        { options => options.BatchSize = 0, nameof(HistoryImportOptions.BatchSize) },
        { options => options.BatchSize = 10_001, nameof(HistoryImportOptions.BatchSize) },
        { options => options.BatchBytes = 1, nameof(HistoryImportOptions.BatchBytes) },
        { options => options.ChannelCapacity = 17, nameof(HistoryImportOptions.ChannelCapacity) },
        { options => options.CacheRetention = TimeSpan.Zero, nameof(HistoryImportOptions.CacheRetention) },
        { options => options.InMemoryCacheCapacity = 0, nameof(HistoryImportOptions.InMemoryCacheCapacity) },
        { options => options.ProgressDrainTimeout = TimeSpan.FromHours(1), nameof(HistoryImportOptions.ProgressDrainTimeout) },
        { options => options.MaxProblems = -1, nameof(HistoryImportOptions.MaxProblems) },
    };

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void Resolve_BadOption_SaysWhichAndHowToMend(Action<HistoryImportOptions> configure, string option)
    {
        var services = new ServiceCollection();
        services.AddHistoryImport(configure).UseMessageStore<InMemoryMessageStore>();
        using ServiceProvider provider = services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IHistoryImporter>);

        Assert.StartsWith(option, Assert.Single(error.Failures), StringComparison.Ordinal);
        Assert.Contains("set it", error.Message, StringComparison.Ordinal);
    }
}
