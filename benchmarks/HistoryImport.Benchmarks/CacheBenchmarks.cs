using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Benchmarks;

/// <summary>Keeping a thousand messages as they arrive, and finding a chat of a thousand among many others.</summary>
[MemoryDiagnoser]
[SimpleJob(RunStrategy.Monitoring, warmupCount: 3, iterationCount: 9, invocationCount: 1)]
public class CacheBenchmarks
{
    const int ChatMessages = 1000;
    const int OtherChats = 500;

    static readonly ConnectionKey _connection = new("tenant", "connection");
    static readonly ConnectionKey _arriving = new("tenant", "arriving");
    static readonly Jid _chat = Jid.Parse("5511987654321@s.whatsapp.net");
    static readonly HistorySet _set = SetOf(0, _ => _chat.Value);

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("history-import-bench-");
    ServiceProvider _provider = null!;
    IMessageCache _cache = null!;

    public static IEnumerable<string> Kinds => BenchmarkServer.IsThere ? ["memory", "SQLite", "PostgreSQL"] : ["memory", "SQLite"];

    [ParamsSource(nameof(Kinds))]
    public string Kind { get; set; } = "";

    [Params(10_000, 1_000_000)]
    public int Others { get; set; }

    [GlobalSetup]
    public async Task SetupAsync()
    {
        IHistoryImportBuilder builder = new ServiceCollection().AddHistoryImport(options => options.InMemoryCacheCapacity = int.MaxValue);
        _ = Kind switch
        {
            "SQLite" => builder.UseSqlite(Path.Combine(_folder.FullName, "history.db")),
            "PostgreSQL" => builder.UsePostgreSql(BenchmarkServer.Address),
            _ => builder,
        };
        _provider = builder.Services.BuildServiceProvider();
        _cache = _provider.GetRequiredService<IMessageCache>();
        await _cache.PurgeAsync(_connection);
        await _cache.AppendAsync(_connection, _set);
        for (int done = 0; done < Others; done += ChatMessages)
        {
            await _cache.AppendAsync(_connection, SetOf(done, i => $"55119{i % OtherChats:D8}@s.whatsapp.net"));
        }
    }

    [GlobalCleanup]
    public async Task CleanUpAsync()
    {
        await _provider.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [IterationSetup(Target = nameof(Append))]
    public void Empty() => Task.Run(() => _cache.PurgeAsync(_arriving).AsTask()).GetAwaiter().GetResult();

    [Benchmark]
    public async Task Append() => await _cache.AppendAsync(_arriving, _set);

    [Benchmark]
    public async Task<int> FindChat()
    {
        int found = 0;
        await foreach (CacheBatch batch in _cache.ReadAsync(new CacheQuery { Connection = _connection, Chats = [_chat] }))
        {
            found += batch.Messages.Count;
        }

        return found == ChatMessages ? found : throw new InvalidOperationException($"{found} messages were found.");
    }

    static HistorySet SetOf(int from, Func<int, string> chat) => new()
    {
        Messages =
        [
            .. Enumerable.Range(from, ChatMessages).Select(i => new HistoryMessage
            {
                RemoteJid = chat(i),
                Id = $"3EB0{i:X12}",
                Timestamp = 1_700_000_000 + i,
                Content = new MessageContent { Kind = MessageKind.Text, Body = "The quick brown fox jumps over the lazy dog." },
            }),
        ],
    };
}
