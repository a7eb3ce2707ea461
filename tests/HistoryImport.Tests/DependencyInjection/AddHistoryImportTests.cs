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
    public void Resolve_BadOption_SaysWhichAndHowToMend()
    {
        using ServiceProvider provider = new ServiceCollection().AddHistoryImport(options => options.BatchSize = 0)
            .UseMessageStore<InMemoryMessageStore>().Services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IHistoryImporter>);

        Assert.StartsWith(nameof(HistoryImportOptions.BatchSize), Assert.Single(error.Failures), StringComparison.Ordinal);
    }
}
