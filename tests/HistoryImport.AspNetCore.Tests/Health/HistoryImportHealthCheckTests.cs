using System.Buffers;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HistoryImport.AspNetCore.Tests.Health;

public sealed class HistoryImportHealthCheckTests
{
    [Fact]
    public async Task Check_AllAnswer_IsHealthy()
    {
        await using TestHost host = await StartAsync();

        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host)).Status);
    }

    [Fact]
    public async Task Check_SomethingIsNobodys_IsDegradedUntilItIsRemoved()
    {
        await using TestHost host = await StartAsync();
        var shelf = host.Provider.GetRequiredService<SetAsideShelf>();
        await shelf.TryPutAsync(SetAsideDelivery.NoTenant, new SetAsideDelivery { Id = "1" }, new ReadOnlySequence<byte>([1]), default);
        HealthReportEntry entry = await CheckAsync(host);

        Assert.Equal((HealthStatus.Degraded, 1), (entry.Status, (int)entry.Data["unassigned"]));
        await shelf.RemoveAsync(SetAsideDelivery.NoTenant, "1");
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host)).Status);
    }

    [Fact]
    public async Task Check_PartFails_IsNamedWithoutWhatItSays()
    {
        await using TestHost host = await StartAsync(builder => builder.UseMessageStore(new FailingStore()));
        HealthReportEntry entry = await CheckAsync(host);

        Assert.Equal((HealthStatus.Unhealthy, "The message store failed (InvalidOperationException)."), (entry.Status, entry.Description));
        Assert.Null(entry.Exception);
    }

    static Task<TestHost> StartAsync(Action<IHistoryImportBuilder>? parts = null) => new TestHost
    {
        Services = services => services.AddHealthChecks().AddHistoryImport(),
        Parts = parts ?? (_ => { }),
    }.StartAsync();

    static async Task<HealthReportEntry> CheckAsync(TestHost host) =>
        (await host.Provider.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["history-import"];

    sealed class FailingStore : IMessageStore
    {
        public ValueTask<UpsertResult> UpsertAsync(ConnectionKey connection, MessageBatch batch, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<MessageAnchor>> GetOldestAsync(
            ConnectionKey connection, IReadOnlyCollection<Jid> chatAliases, int count, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("a row of 5511900000001");
    }
}
