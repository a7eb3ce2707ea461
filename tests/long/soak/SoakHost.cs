using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Soak;

/// <summary>The library over one database, worked hard, and what the database holds.</summary>
abstract class SoakHost(string name, Action<IHistoryImportBuilder> use) : IAsyncDisposable
{
    // Longer than most imports take, so that they are cancelled anywhere, and some not at all.
    const int LongestMs = 40;

    readonly ServiceProvider _provider = Build(use);
    long _sets;
    long _imports;
    long _cancelled;

    public string Name => name;

    public long Sets => Interlocked.Read(ref _sets);

    public long Imports => Interlocked.Read(ref _imports);

    public long Cancelled => Interlocked.Read(ref _cancelled);

    IHistoryImporter Importer => _provider.GetRequiredService<IHistoryImporter>();

    IHistoryInbox Inbox => _provider.GetRequiredService<IHistoryInbox>();

    /// <summary>Counts rows and bytes. Nothing else is under way.</summary>
    public abstract Task MeasureAsync(IDictionary<string, long> figures);

    /// <summary>Receives and imports everything once.</summary>
    public async Task BeginAsync()
    {
        for (int connection = 0; connection < World.Connections; connection++)
        {
            await Inbox.ReceiveAsync(World.Connection(connection), World.Everything());
        }

        await DrainAsync();

        // Whatever is ever asked for, once: what is noted of it is there from the beginning.
        for (int chat = 0; chat < World.Connections * World.Chats; chat++)
        {
            ConnectionKey connection = World.Connection(chat / World.Chats);
            var request = new ImportRequest { Connection = connection, Chats = [Jid.Parse(World.Chat(chat % World.Chats))], QuietPeriod = TimeSpan.Zero };
            await Importer.ImportAsync(request);
            await Importer.ImportAsync(request with { Since = World.Middle });
        }
    }

    /// <summary>Imports whatever is still cached.</summary>
    public async Task DrainAsync()
    {
        for (int connection = 0; connection < World.Connections; connection++)
        {
            ImportResult result = await Importer.ImportAsync(new ImportRequest { Connection = World.Connection(connection), QuietPeriod = TimeSpan.Zero });
            if (result.Outcome is not (ImportOutcome.Completed or ImportOutcome.NothingFound) || result.Counts.Failed > 0)
            {
                throw new InvalidOperationException($"{Name}: {result.Outcome}, {result.Counts.Failed} failed: {result.Reason}");
            }
        }
    }

    [SuppressMessage("Security", "CA5394", Justification = "Nothing secret.")]
    public async Task ReceiveAsync(Random random)
    {
        ConnectionKey connection = World.Connection(random.Next(World.Connections));
        HistorySet set = World.Some(random, random.Next(200) == 0 ? 200 : random.Next(1, 6));
        await MaybeCancelledAsync(random, oneIn: 50, token => Inbox.ReceiveAsync(connection, set, token).AsTask());
        Interlocked.Increment(ref _sets);
    }

    [SuppressMessage("Security", "CA5394", Justification = "Nothing secret.")]
    public async Task ImportAsync(Random random)
    {
        var request = new ImportRequest { Connection = World.Connection(random.Next(World.Connections)), QuietPeriod = TimeSpan.Zero };
        if (random.Next(5) < 3)
        {
            request = request with
            {
                Chats = [Jid.Parse(World.Chat(random.Next(World.Chats)))],
                Since = random.Next(2) == 0 ? World.Middle : null,
                Fetch = random.Next(2) == 0,
            };
        }

        await MaybeCancelledAsync(random, oneIn: 8, async token =>
        {
            ImportResult result = await Importer.ImportAsync(request, token);
            if (result.Outcome is ImportOutcome.Failed or ImportOutcome.CompletedWithProblems)
            {
                throw new InvalidOperationException($"{Name}: {result.Outcome}: {result.Reason}");
            }
        });
        Interlocked.Increment(ref _imports);
    }

    public virtual async ValueTask DisposeAsync() => await _provider.DisposeAsync();

    [SuppressMessage("Security", "CA5394", Justification = "Nothing secret.")]
    async Task MaybeCancelledAsync(Random random, int oneIn, Func<CancellationToken, Task> work)
    {
        using var cancel = new CancellationTokenSource();
        if (random.Next(oneIn) == 0)
        {
            cancel.CancelAfter(random.Next(LongestMs));
        }

        try
        {
            await work(cancel.Token);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            Interlocked.Increment(ref _cancelled);
        }
    }

    static ServiceProvider Build(Action<IHistoryImportBuilder> use)
    {
        var services = new ServiceCollection();
        use(services.AddHistoryImport());
        return services.BuildServiceProvider();
    }
}
