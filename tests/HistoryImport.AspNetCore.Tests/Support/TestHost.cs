using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Logging;

namespace HistoryImport.AspNetCore.Tests.Support;

/// <summary>An application with the endpoints, on a port of this machine, over a SQLite file of its own.</summary>
sealed class TestHost : IAsyncDisposable
{
    public static readonly ConnectionKey Acme = new("acme", "support line");
    public static readonly ConnectionKey Other = new("other", "support line");

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("history-import-aspnetcore-");
    WebApplication? _app;
    bool _isStarted;

    public Dictionary<ConnectionKey, string> Keys { get; } = new() { [Acme] = "synthetic-key-from-bridge-to-host-1", [Other] = "synthetic-key-of-somebody-else-entirely" };

    public ManualTimeProvider Time { get; } = new(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000));

    public Action<HistoryEndpointOptions> Options { get; init; } = _ => { };

    public Action<IHistoryImportBuilder> Parts { get; init; } = _ => { };

    public Action<IServiceCollection> Services { get; init; } = _ => { };

    public Action<WebApplication> Application { get; init; } = app => app.MapHistoryImport();

    public long? MaxCachedBytes { get; init; }

    public IServiceProvider Provider => _app!.Services;

    public HttpClient Http { get; private set; } = null!;

    public ISetAsideShelf Shelf => Provider.GetRequiredService<ISetAsideShelf>();

    public async Task<TestHost> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        Services(builder.Services);
        builder.Services.AddSingleton<TimeProvider>(Time);
        IHistoryImportBuilder import = builder.Services.AddHistoryImport()
            .UseSqlite(Path.Combine(_folder.FullName, "history.db"), options => options.MaxCachedBytes = MaxCachedBytes)
            .UseWhatsAppDecoder()
            .AddHistoryEndpoints(options =>
            {
                options.Bridge.DeliveryKey = (connection, _) => new(Keys.GetValueOrDefault(connection));
                Options(options);
            });
        Parts(import);
        _app = builder.Build();
        Application(_app);
        await _app.StartAsync();
        _isStarted = true;
        string address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Http = new HttpClient { BaseAddress = new Uri(address) };
        return this;
    }

    /// <summary>What a new process over the same file would find.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    /// <summary>Imports all that is there.</summary>
    public async Task<IReadOnlyList<ExportedMessage>> RowsAsync(ConnectionKey? connection = null)
    {
        connection ??= Acme;
        ImportResult result = await Provider.GetRequiredService<IHistoryImporter>().ImportAsync(
            new ImportRequest { Connection = connection, QuietPeriod = TimeSpan.Zero });
        Assert.True(result.Outcome is ImportOutcome.Completed or ImportOutcome.NothingFound, result.Reason);
        return await Provider.GetRequiredService<IHistoryReader>().ReadAsync(connection).ToArrayAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Delete(recursive: true);
    }

    async Task StopAsync()
    {
        Http?.Dispose();
        if (_app is not null)
        {
            await (_isStarted ? _app.StopAsync() : Task.CompletedTask);
            await _app.DisposeAsync();
        }
    }
}
