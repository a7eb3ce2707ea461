using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Testing.Xunit;

public abstract partial class StateStoreContract
{
    const string LeaseKey = "lease/import/*";

    [Fact]
    public async Task ImportAsync_AnotherHoldsTheLease_AsksNowAndThenAndWritesNothingUntilItIsFree()
    {
        long held = (await Store.TrySetAsync(Some.Connection, LeaseKey, Guid.NewGuid().ToByteArray(), 0, TimeSpan.FromHours(1)))!.Value;
        var counted = new CountedStates(Store);
        var services = new ServiceCollection();
        services.AddHistoryImport();
        services.AddSingleton<IMessageStore, NoMessages>();
        services.AddSingleton<IStateStore>(counted);
        await using ServiceProvider host = services.BuildServiceProvider();

        Task<ImportResult> waiting = host.GetRequiredService<IHistoryImporter>()
            .ImportAsync(new ImportRequest { Connection = Some.Connection, QuietPeriod = TimeSpan.Zero });
        await Task.Delay(TimeSpan.FromSeconds(3));
        Assert.False(waiting.IsCompleted);
        Assert.Equal(0, counted.Writes);

        // One who asks without pause gets to hundreds; a listener that is lost and found makes a few more.
        Assert.InRange(counted.Reads, 1, 30);

        await Store.TrySetAsync(Some.Connection, LeaseKey, default, held, TimeSpan.Zero);
        Assert.Equal(ImportOutcome.NothingFound, (await waiting.WaitAsync(TimeSpan.FromSeconds(20))).Outcome);
    }

    /// <summary>Counts what is asked of a store.</summary>
    sealed class CountedStates(IStateStore store) : IStateStore
    {
        int _reads;
        int _writes;

        public int Reads => _reads;

        public int Writes => _writes;

        public ValueTask<StateValue?> GetAsync(ConnectionKey connection, string key, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _reads);
            return store.GetAsync(connection, key, cancellationToken);
        }

        public ValueTask<long?> TrySetAsync(
            ConnectionKey connection, string key, ReadOnlyMemory<byte> value, long expectedVersion, TimeSpan? timeToLive = null,
            CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _writes);
            return store.TrySetAsync(connection, key, value, expectedVersion, timeToLive, cancellationToken);
        }

        public ValueTask<IReadOnlyList<string>> ListKeysAsync(ConnectionKey connection, string prefix, CancellationToken cancellationToken = default) =>
            store.ListKeysAsync(connection, prefix, cancellationToken);

        public ValueTask ForgetAsync(ConnectionKey connection, CancellationToken cancellationToken = default) =>
            store.ForgetAsync(connection, cancellationToken);

        public Task WaitForChangeAsync(ConnectionKey connection, string key, long knownVersion, CancellationToken cancellationToken = default) =>
            store.WaitForChangeAsync(connection, key, knownVersion, cancellationToken);
    }

    sealed class NoMessages : IMessageStore
    {
        public ValueTask<UpsertResult> UpsertAsync(ConnectionKey connection, MessageBatch batch, CancellationToken cancellationToken = default) =>
            new(new UpsertResult([]));
    }
}
