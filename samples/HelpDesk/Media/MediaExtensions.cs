using System.Net;
using System.Net.Sockets;
using HistoryImport.Media;

namespace HistoryImport.Samples;

/// <summary>The pictures of old messages, when an agent asks for one.</summary>
static class MediaExtensions
{
    public static IServiceCollection AddDeskMedia(this IServiceCollection services, DeskSettings settings)
    {
        // The demo's phone brings the servers, too. A real desk has none of this line, and asks WhatsApp's.
        var demo = DemoServer.Create(FreePort());
        var folder = new MediaFolder(Path.Combine(settings.Folder, "media"));
        services.AddSingleton(demo).AddSingleton(folder);
        services.AddHistoryImport()
            .AddHistoryMedia(options =>
            {
                options.StandIn = new MediaStandIn(demo.Port, demo.Fingerprint);
                options.PhoneTimeout = settings.FetchTimeout;
                options.RunInBackground = true;

                // Soon, so that there is something to watch.
                (options.BackgroundInterval, options.RetryDelay) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1));
            })
            .UseMediaSink(_ => folder)
            .UseBridgeMediaRequester();
        return services;
    }

    // The phone listens a moment later: at a port that systems give to no connection meanwhile.
    static int FreePort()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(20_000, 30_000));
            try
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException error) when (error.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                // Somebody has it: another one.
            }
        }
    }
}
