using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace HistoryImport.Samples;

/// <summary>The phone with invented people, in a Node process that lives as long as the desk.</summary>
public sealed partial class PhoneProcess(DeskSettings settings, DemoServer demo, Line line, IServer server, IHostEnvironment environment, IHostApplicationLifetime lifetime, ILogger<PhoneProcess> logger)
    : BackgroundService
{
    StreamWriter? _orders;

    /// <summary>Tells the phone what to do.</summary>
    /// <returns>Whether there is one.</returns>
    public async Task<bool> TryTellAsync(JsonElement order)
    {
        if (_orders is null)
        {
            return false;
        }

        await _orders.WriteLineAsync(order.GetRawText());
        await _orders.FlushAsync();
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.HasPhone)
        {
            return;
        }

        var started = new TaskCompletionSource();
        lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        string address = server.Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var start = new ProcessStartInfo("node", [Path.Combine(environment.ContentRootPath, "phone", "phone.mjs")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["HOST"] = $"{address}/history-import", ["TENANT"] = line.Key.Tenant, ["LINE"] = line.Key.Name, ["KEY_TO_HOST"] = line.KeyToHost, ["KEY_FROM_HOST"] = line.KeyFromHost,
                ["MEDIA_PORT"] = $"{demo.Port}", ["MEDIA_CERTIFICATE"] = demo.Certificate, ["MEDIA_KEY"] = demo.Key,
            },
        };
        try
        {
            using Process phone = Process.Start(start)!;
            _orders = phone.StandardInput;
            await using CancellationTokenRegistration stop = stoppingToken.Register(() => phone.StandardInput.Close());
            while (await phone.StandardOutput.ReadLineAsync(CancellationToken.None) is { } said)
            {
                Hear(said);
            }
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // Nobody has installed Node: told below.
        }

        _orders = null;
        line.Connection = "none";
        if (!stoppingToken.IsCancellationRequested)
        {
            LogNoPhone(logger);
        }
    }

    void Hear(string said)
    {
        using JsonDocument message = JsonDocument.Parse(said);
        if (message.RootElement.TryGetProperty("door", out JsonElement door))
        {
            line.Door = new Uri(door.GetString()!);
        }

        if (message.RootElement.TryGetProperty("connection", out JsonElement connection))
        {
            line.Connection = connection.GetString()!;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The phone does not run. It needs Node 20 or 22, and 'npm ci --ignore-scripts' once in the root of the checkout.")]
    static partial void LogNoPhone(ILogger logger);
}
