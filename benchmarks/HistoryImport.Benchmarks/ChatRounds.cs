using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HistoryImport.Benchmarks;

/// <summary>One chat's import beside few and beside many cached messages of other chats; interleaved, medians.</summary>
static class ChatRounds
{
    const int OwnMessages = 1000;
    const int OtherChats = 500;

    static readonly ConnectionKey _connection = new("tenant", "connection");
    static readonly Jid _chat = Jid.Parse("5511987654321@s.whatsapp.net");

    public static async Task RunAsync(int few, int many, int rounds)
    {
        Console.WriteLine($"| one chat of {OwnMessages}, {rounds} rounds | beside {few}, ms | beside {many}, ms | ratio |");
        Console.WriteLine("|---|---|---|---|");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("history-import-bench-");
        try
        {
            await CompareAsync("cache in memory, store in SQLite", Path.Combine(folder.FullName, "memory"), inMemory: true, few, many, rounds);
            await CompareAsync("cache and store in SQLite", Path.Combine(folder.FullName, "sqlite"), inMemory: false, few, many, rounds);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static async Task CompareAsync(string name, string file, bool inMemory, int few, int many, int rounds)
    {
        await using ServiceProvider small = await HostAsync(file + "-few.db", inMemory, few);
        await using ServiceProvider large = await HostAsync(file + "-many.db", inMemory, many);
        List<double> besideFew = [], besideMany = [];
        for (int round = -1; round < rounds; round++)
        {
            double one = await ImportAsync(small, round);
            double other = await ImportAsync(large, round);
            if (round >= 0)
            {
                besideFew.Add(one);
                besideMany.Add(other);
            }
        }

        double left = Rounds.Median(besideFew), right = Rounds.Median(besideMany);
        Console.WriteLine($"| {name} | {left:0.0} | {right:0.0} | {right / left:0.00} |");
    }

    static async Task<ServiceProvider> HostAsync(string file, bool inMemory, int others)
    {
        var services = new ServiceCollection();
        IHistoryImportBuilder builder = services.AddHistoryImport(options => options.InMemoryCacheCapacity = int.MaxValue);
        ServiceDescriptor memory = services.Single(service => service.ServiceType == typeof(IMessageCache));
        builder.UseSqlite(file);
        if (inMemory)
        {
            services.Replace(memory);
        }

        ServiceProvider provider = services.BuildServiceProvider();
        IMessageCache cache = provider.GetRequiredService<IMessageCache>();
        for (int done = 0; done < others; done += 1000)
        {
            await cache.AppendAsync(_connection, new HistorySet { Messages = [.. Enumerable.Range(done, 1000).Select(i => Message($"O{i}", $"55119{i % OtherChats:D8}@s.whatsapp.net"))] });
        }

        return provider;
    }

    static async Task<double> ImportAsync(ServiceProvider provider, int round)
    {
        await provider.GetRequiredService<IHistoryInbox>().ReceiveAsync(
            _connection, new HistorySet { Messages = [.. Enumerable.Range(0, OwnMessages).Select(i => Message($"R{round}-{i}", _chat.Value))] });
        long started = Stopwatch.GetTimestamp();
        ImportResult result = await provider.GetRequiredService<IHistoryImporter>().ImportAsync(
            new ImportRequest { Connection = _connection, Chats = [_chat], Fetch = false });
        return result.Counts.Inserted == OwnMessages ? Stopwatch.GetElapsedTime(started).TotalMilliseconds : throw new InvalidOperationException(result.Reason);
    }

    static HistoryMessage Message(string id, string chat) => new()
    {
        RemoteJid = chat,
        Id = id,
        Timestamp = 1_700_000_000,
        Content = new MessageContent { Kind = MessageKind.Text, Body = "The quick brown fox jumps over the lazy dog." },
    };
}
