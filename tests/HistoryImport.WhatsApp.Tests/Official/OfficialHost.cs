using System.Text;
using HistoryImport.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.WhatsApp.Tests.Official;

/// <summary>A host that takes webhooks and imports them.</summary>
sealed class OfficialHost : IAsyncDisposable
{
    static readonly ConnectionKey _connection = new("tenant", "connection");

    readonly InMemoryMessageStore _store = new();
    readonly ServiceProvider _provider;

    public OfficialHost()
    {
        var services = new ServiceCollection();
        services.AddHistoryImport();
        services.AddSingleton<IMessageStore>(_store);
        _provider = services.BuildServiceProvider();
    }

    public IReadOnlyList<MessageUpsert> Rows => _store.Rows(_connection);

    public async Task ReceiveAsync(params IEnumerable<string> payloads)
    {
        foreach (string payload in payloads)
        {
            await foreach (HistorySet set in new HistoryDecoder().DecodeAsync(new MemoryStream(Encoding.UTF8.GetBytes(payload))))
            {
                await _provider.GetRequiredService<IHistoryInbox>().ReceiveAsync(_connection, set);
            }
        }
    }

    public async Task<ImportResult> ImportAsync(params IEnumerable<string> payloads)
    {
        await ReceiveAsync(payloads);
        ImportResult result = await _provider.GetRequiredService<IHistoryImporter>()
            .ImportAsync(new ImportRequest { Connection = _connection, QuietPeriod = TimeSpan.Zero });
        Assert.Equal((null, 0L), (result.ErrorType, result.Counts.Failed));
        return result;
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();
}
