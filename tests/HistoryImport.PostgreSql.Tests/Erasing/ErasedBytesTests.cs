using System.Text;
using HistoryImport.PostgreSql.Tests.Support;
using HistoryImport.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.PostgreSql.Tests.Erasing;

/// <summary>Nothing of a person who was erased is in what a dump reads, nor in the server's files once the tables are written anew.</summary>
/// <remarks>What plain VACUUM leaves, docs/privacy.md says.</remarks>
public sealed class ErasedBytesTests
{
    [Fact]
    public async Task ErasePersonAsync_Anybody_LeavesNoByteAndStaysErased()
    {
        PrivateCluster cluster = await PrivateCluster.StartNewAsync();
        await using (TestSchema schema = await TestSchema.CreateAsync(address: cluster.ConnectionString))
        {
            await using ServiceProvider services = Services(schema);
            await ErasedHistory.ImportAsync(services);
            Assert.Equal(ErasedHistory.SecretCount, (await FindInTablesAsync(schema)).Count);

            ErasureResult result = await ErasedHistory.EraseAsync(services);

            Assert.Empty(result.Limitations);
            Assert.True(result is { Messages: > 0, Reactions: > 0, Names: > 0, RawPayloads: > 0, CacheEntries: > 0, States: > 0 }, $"{result}");
            Assert.Empty(await FindInTablesAsync(schema));

            await ErasedHistory.AssertStaysErasedAsync(
                services, () => schema.QueryAsync("SELECT id, body FROM {s}.messages").GetAwaiter().GetResult().Select(row => ((string)row[0], (string)row[1])));
            Assert.Empty(await FindInTablesAsync(schema));
            await WriteAnewAsync(schema);
        }

        await cluster.StopAsync();
        Assert.DoesNotContain(cluster.Files(), file => ErasedHistory.FindSecrets(File.ReadAllBytes(file)).Count > 0);
    }

    [Fact]
    public async Task EraseChatAsync_Group_LeavesNoneOfItsMembers()
    {
        await using TestSchema schema = await TestSchema.CreateAsync();
        await using ServiceProvider services = Services(schema);
        await ErasedHistory.ImportAsync(services);
        Assert.True(await schema.CountAsync("members") > 0);

        await services.GetRequiredService<IHistoryEraser>().EraseChatAsync(ErasedHistory.Connection, ErasedHistory.Group);

        Assert.Equal(0, await schema.CountAsync("members"));
    }

    static ServiceProvider Services(TestSchema schema) => new ServiceCollection().AddHistoryImport().UseErasureKey(ErasedHistory.Key)
        .UsePostgreSql(schema.Source, options => options.Schema = schema.Name).Services.BuildServiceProvider();

    // As a dump does, value by value; bytes as they are.
    static async Task<IReadOnlyList<string>> FindInTablesAsync(TestSchema schema)
    {
        var all = new MemoryStream();
        foreach (object[] table in await schema.QueryAsync("SELECT table_name FROM information_schema.tables WHERE table_schema = '{s}'"))
        {
            foreach (object value in (await schema.QueryAsync($"SELECT * FROM {{s}}.{table[0]}")).SelectMany(row => row))
            {
                all.Write(value as byte[] ?? Encoding.UTF8.GetBytes($"{value}"));
                all.WriteByte((byte)'\n');
            }
        }

        return ErasedHistory.FindSecrets(all.ToArray());
    }

    static async Task WriteAnewAsync(TestSchema schema)
    {
        foreach (object[] table in await schema.QueryAsync("SELECT table_name FROM information_schema.tables WHERE table_schema = '{s}'"))
        {
            await schema.QueryAsync($"VACUUM FULL {{s}}.{table[0]}");
            await schema.QueryAsync($"REINDEX TABLE {{s}}.{table[0]}");
        }

        // Statistics hold samples of what was there.
        await schema.QueryAsync("VACUUM FULL pg_statistic");
        await schema.QueryAsync("SELECT pg_switch_wal()");
        await schema.QueryAsync("CHECKPOINT");
        await schema.QueryAsync("SELECT pg_switch_wal()");
        await schema.QueryAsync("CHECKPOINT");
    }
}
