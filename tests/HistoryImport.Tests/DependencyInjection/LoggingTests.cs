using HistoryImport.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HistoryImport.Tests.DependencyInjection;

/// <summary>A host's logging is the host's: whether it comes before, after, or not at all.</summary>
public sealed class LoggingTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AddHistoryImport_BeforeOrAfterAddLogging_LogsAndLeavesTheHostsLoggerAlone(bool before)
    {
        var logs = new RecordingLog();
        var services = new ServiceCollection();
        if (before)
        {
            Add(services);
        }

        services.AddLogging(logging => logging.AddProvider(logs).SetMinimumLevel(LogLevel.Trace));
        if (!before)
        {
            Add(services);
        }

        await using ServiceProvider provider = services.BuildServiceProvider();
        provider.GetRequiredService<ILogger<LoggingTests>>().Log(LogLevel.Warning, default, "The host's own.", null, (text, _) => text);
        await provider.GetRequiredService<IHistoryImporter>().ImportAsync(Some.Request);

        Assert.Contains(logs.Entries, entry => entry.Text.Contains("The host's own.", StringComparison.Ordinal));
        Assert.Contains(logs.Entries, entry => entry.Text.Contains("ended", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AddHistoryImport_WithoutLogging_Works()
    {
        var services = new ServiceCollection();
        Add(services);
        await using ServiceProvider provider = services.BuildServiceProvider();

        ImportResult result = await provider.GetRequiredService<IHistoryImporter>().ImportAsync(Some.Request);

        Assert.Equal(ImportOutcome.NothingFound, result.Outcome);
        Assert.Null(provider.GetService<ILogger<LoggingTests>>());
    }

    [Fact]
    public void UsePostgreSql_BeforeAddLogging_RegistersNoLogger()
    {
        var services = new ServiceCollection();
        services.AddHistoryImport().UsePostgreSql("Host=h");

        Assert.DoesNotContain(services, service => service.ServiceType.Name.StartsWith("ILogger", StringComparison.Ordinal));
    }

    static void Add(ServiceCollection services) => services.AddHistoryImport().UseMessageStore<InMemoryMessageStore>();
}
