using HistoryImport.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.WhatsApp.Tests.Fuzzing;

/// <summary>What follows a decoder in a host: the inbox, the cache, the import and a store.</summary>
sealed class FuzzPipeline : IAsyncDisposable
{
    static readonly ConnectionKey _connection = new("tenant", "connection");

    readonly ServiceProvider _provider;

    public FuzzPipeline()
    {
        var services = new ServiceCollection();
        services.AddHistoryImport();
        services.AddSingleton<IMessageStore>(new InMemoryMessageStore { BeforeUpsert = AssertClean });
        _provider = services.BuildServiceProvider();
    }

    /// <summary>Receives a set; but for the account, which damage makes another's, and that is refused by right.</summary>
    public ValueTask ReceiveAsync(HistorySet set) => _provider.GetRequiredService<IHistoryInbox>().ReceiveAsync(_connection, set with { Account = [] });

    /// <summary>Imports what came in. Nothing of it may be more than invalid.</summary>
    public async Task ImportAsync()
    {
        ImportResult result = await _provider.GetRequiredService<IHistoryImporter>().ImportAsync(new ImportRequest { Connection = _connection, QuietPeriod = TimeSpan.Zero });
        Assert.True(
            result.ErrorType is null && result.Counts.Failed == 0,
            $"{result.Outcome}: {result.Reason} {result.ErrorType} {string.Join("; ", result.Problems.Select(problem => problem.Reason).Distinct())}");
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    // Databases refuse NUL and lone surrogates, each in its own way: they must not come this far.
    static void AssertClean(MessageBatch batch)
    {
        foreach (MessageUpsert item in batch.Items)
        {
            CleanText.Check(item.Key.Id);
            CleanText.Check(item.Content?.Body);
            CleanText.Check(item.Content?.Media?.FileName);
            CleanText.Check(item.Edit?.Body);
            CleanText.Check(item.PushName);
            CleanText.Check(item.WireChat);
            Assert.All(item.Reactions, reaction => CleanText.Check(reaction.Emoji));
        }

        Assert.All(batch.Names, name => CleanText.Check(name.Name));
    }
}
