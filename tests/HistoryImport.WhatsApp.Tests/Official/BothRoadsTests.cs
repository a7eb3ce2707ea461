using System.Text;
using HistoryImport.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.WhatsApp.Tests.Official;

/// <summary>Whichever road tells what, in whichever order and how often: one row a message, and always the same.</summary>
public sealed class BothRoadsTests
{
    const int Seeds = 40;

    static readonly ConnectionKey _connection = new("tenant", "connection");

    public static TheoryData<int> AllSeeds() => [.. Enumerable.Range(0, Seeds)];

    [Theory]
    [MemberData(nameof(AllSeeds))]
    public async Task Import_AnyOrderAndRepetition_GivesTheSameRows(int seed)
    {
        var told = new BothRoads(seed);
        var random = new Random(seed);
        for (int round = 0; round < 3; round++)
        {
            string[] payloads = [.. told.Payloads, .. told.Payloads.Where(_ => random.Next(4) == 0)];
            random.Shuffle(payloads);

            Assert.Equal(told.Expected, await ImportAsync(payloads, random));
        }
    }

    static async Task<IEnumerable<string>> ImportAsync(string[] payloads, Random random)
    {
        var store = new InMemoryMessageStore();
        var services = new ServiceCollection();
        services.AddHistoryImport();
        services.AddSingleton<IMessageStore>(store);
        await using ServiceProvider provider = services.BuildServiceProvider();
        IHistoryInbox inbox = provider.GetRequiredService<IHistoryInbox>();
        IHistoryImporter importer = provider.GetRequiredService<IHistoryImporter>();
        foreach (string payload in payloads)
        {
            await foreach (HistorySet set in new HistoryDecoder().DecodeAsync(new MemoryStream(Encoding.UTF8.GetBytes(payload))))
            {
                await inbox.ReceiveAsync(_connection, set);
            }

            if (random.Next(10) == 0)
            {
                await ImportAsync(importer);
            }
        }

        await ImportAsync(importer);
        return store.Rows(_connection).Select(Text).Order(StringComparer.Ordinal);
    }

    static async Task ImportAsync(IHistoryImporter importer)
    {
        ImportResult result = await importer.ImportAsync(new ImportRequest { Connection = _connection, QuietPeriod = TimeSpan.Zero });
        Assert.Equal((null, 0L, 0L), (result.ErrorType, result.Counts.Failed, result.Counts.Invalid));
        ImportCounts counts = result.Counts;
        Assert.Equal(counts.Read, counts.Invalid + counts.Filtered + counts.Folded + counts.Duplicates + counts.Inserted + counts.Updated + counts.Failed);
        Assert.True(counts.Folded >= 0);
    }

    static string Text(MessageUpsert row) => BothRoads.Row(
        row.Key.Chat.Value, row.Key.Id, row.Key.FromMe, row.Timestamp, row.Content!.Kind.ToName(), row.Body, row.Status?.ToName(), row.Edit is not null, row.IsRevoked,
        string.Join(", ", row.Reactions.Where(one => one.Emoji.Length > 0).Select(one => $"{one.Emoji} {(one.FromMe ? "me" : "other")}")), row.WireId is not null);
}
