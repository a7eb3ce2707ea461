using HistoryImport.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HistoryImport.Tests.Caching;

public sealed class InMemoryMessageCacheTests
{
    [Fact]
    [Trait("Hazard", "H-07")]
    public async Task AppendAsync_Full_DropsTheOldestAndSaysSo()
    {
        var log = new RecordingLog();
        await using var host = new ImportHost(configure: options => options.InMemoryCacheCapacity = 3, register: log.Register);
        await host.ReceiveAsync(Some.Text("A"), Some.Text("B"));
        await host.ReceiveAsync(Some.Text("C"), Some.Text("D"), Some.Text("E"));

        await host.ImportAsync();

        Assert.Equal(["C", "D", "E"], host.Rows().Select(row => row.Split('|')[1]));
        Assert.Contains(log.Entries, entry => entry.Level == LogLevel.Warning && entry.Text.Contains("dropped its 2 oldest", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Hazard", "H-07")]
    public async Task ImportAsync_MessagesOlderThanTheRetention_AreDroppedAndCounted()
    {
        var time = new ManualTimeProvider();
        await using var host = new ImportHost(register: services => services.AddSingleton<TimeProvider>(time));
        await host.ReceiveAsync(Some.Text("A"), Some.Text("B"));
        time.Advance(TimeSpan.FromDays(60));
        await host.ReceiveAsync(Some.Text("C"));
        time.Advance(TimeSpan.FromDays(31));

        ImportResult result = await host.ImportAsync();

        Assert.Equal((2, 1), (result.ExpiredMessages, result.Counts.Inserted));
    }
}
