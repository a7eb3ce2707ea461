using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.EntityFrameworkCore.Tests.Races;

/// <summary>A server that is stopped at once and started again, amid batches.</summary>
public sealed class RestartedServerTests
{
    static readonly int _restarts = Environment.GetEnvironmentVariable("HISTORYIMPORT_LONG") == "1" ? 20 : 3;

    [Fact]
    public async Task UpsertAsync_ServerRestarts_LosesAndDoublesNothing()
    {
        PrivateCluster cluster = await PrivateCluster.StartNewAsync();
        await using Desk desk = await Desk.CreateAsync(isPostgreSql: true, cluster.ConnectionString);
        int rows = await WriteAmidRestartsAsync(cluster, desk.Store);

        Assert.Equal(rows, desk.Database.Rows().Length);
        Assert.Equal(rows, (await desk.RowsAsync()).Count(row => row.StartsWith("message ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task UpsertAsync_ServerOfOurTablesRestarts_MirrorsAllOfIt()
    {
        PrivateCluster cluster = await PrivateCluster.StartNewAsync();
        await using TestDatabase database = await TestDatabase.CreateAsync(isPostgreSql: true, cluster.ConnectionString);
        await using ServiceProvider host = await MirrorHost.CreateAsync(database);
        int rows = await WriteAmidRestartsAsync(cluster, host.GetRequiredService<IMessageStore>());

        Assert.Equal(rows, (await host.AssertMirroredAsync(database)).Count);
    }

    /// <returns>How many rows it has to be.</returns>
    static async Task<int> WriteAmidRestartsAsync(PrivateCluster cluster, IMessageStore store)
    {
        using var restarted = new CancellationTokenSource();
        Task<int> writing = Task.Run(async () =>
        {
            int batch = 0;
            for (; !restarted.IsCancellationRequested; batch++)
            {
                MessageUpsert[] items = [.. Enumerable.Range(0, 50).Select(i => Given.Text("b", Given.Key($"{batch}-{i}")))];
                UpsertResult result = await store.UpsertAsync(Truth.Connection, new MessageBatch { Items = items });

                // Where the answer to a commit was lost, the repetition finds them all.
                Assert.Single(result.Outcomes.Distinct());
            }

            return batch;
        });
        for (int restart = 0; restart < _restarts; restart++)
        {
            await Task.Delay(500);
            await cluster.StopAsync();
            await cluster.StartAsync();
        }

        await restarted.CancelAsync();
        int batches = await writing;

        // Of its connections none has outlived the server.
        Npgsql.NpgsqlConnection.ClearAllPools();
        Assert.True(batches > 0);
        return 50 * batches;
    }
}
