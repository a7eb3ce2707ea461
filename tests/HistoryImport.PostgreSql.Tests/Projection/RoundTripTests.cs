using System.Diagnostics;
using HistoryImport.Testing.Xunit;
using HistoryImport.Tests.Shared;
using Npgsql;

namespace HistoryImport.PostgreSql.Tests.Projection;

/// <summary>What a projection costs a batch does not grow with it, and without one there is nothing of it.</summary>
public sealed class RoundTripTests : IAsyncDisposable
{
    const string Source = "HistoryImport.Tests.RoundTrips";

    readonly TestSchema[] _schemas = new TestSchema[3];

    public async ValueTask DisposeAsync()
    {
        foreach (TestSchema schema in _schemas)
        {
            await schema.DisposeAsync();
        }
    }

    [Fact]
    public async Task UpsertAsync_FewItemsOrMany_TakesTheSameRoundTrips()
    {
        int[] plain = await CountAsync(0, 300, isProjected: false);
        int[] few = await CountAsync(1, 300, isProjected: true);
        int[] many = await CountAsync(2, 5000, isProjected: true);

        Assert.Equal(few, many);

        // What waited, states with reactions, names.
        Assert.All(few.Zip(plain), both => Assert.InRange(both.First - both.Second, 1, 3));
    }

    // New rows, known rows that rise, and repeats.
    async Task<int[]> CountAsync(int place, int size, bool isProjected)
    {
        TestSchema schema = _schemas[place] = await TestSchema.CreateAsync();
        HistoryDatabase database = schema.Open();
        var store = new PostgreSqlMessageStore(database, isProjected ? new Projector<NpgsqlConnection>(new Nothing(), PostgreSqlFault.OfHost) : null);
        await store.UpsertAsync(Some.Connection, new MessageBatch { Items = [Some.Text(key: Some.Key("FIRST"))] });
        MessageUpsert[] items =
        [
            .. Enumerable.Range(0, size).Select(i => Some.Text($"body {i}", i % 3 == 0 ? Some.Key($"M{i}", Some.Group, Some.Contact) : Some.Key($"M{i}")).Reacted("👍", fromMe: true)),
        ];
        return
        [
            await CountAsync(() => store.UpsertAsync(Some.Connection, new MessageBatch { Items = items })),
            await CountAsync(() => store.UpsertAsync(
                Some.Connection, new MessageBatch { Items = [.. items.Select(item => item with { Content = null, Version = default, Status = MessageStatus.Read })] })),
        ];
    }

    static async Task<int> CountAsync(Func<ValueTask<UpsertResult>> upsert)
    {
        using var source = new ActivitySource(Source);
        int count = 0;
        ActivityTraceId trace = default;
        using var listener = new ActivityListener
        {
            ShouldListenTo = one => one.Name is "Npgsql" or Source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = activity =>
            {
                if (activity.Source.Name == "Npgsql" && activity.TraceId == trace)
                {
                    Interlocked.Increment(ref count);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        using Activity root = source.StartActivity("batch")!;
        trace = root.TraceId;
        await upsert();
        return count;
    }

    sealed class Nothing : IHistoryProjection<NpgsqlConnection>
    {
        public ValueTask ApplyAsync(HistoryChanges changes, NpgsqlConnection target, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}
