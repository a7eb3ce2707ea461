using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace HistoryImport.Media;

/// <summary>How a host is reached: by its addresses on the internet alone, without a proxy, and never where an answer points.</summary>
sealed record MediaTransport
{
    public static MediaTransport Internet { get; } = new();

    /// <summary>Gets how a server on this machine is reached, whatever host is named.</summary>
    public static MediaTransport Of(MediaStandIn server) => new()
    {
        Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]),
        IsAllowed = IPAddress.IsLoopback,
        Port = server.Port,
        IsTrusted = (_, certificate, _, _) => string.Equals(certificate?.GetCertHashString(HashAlgorithmName.SHA256), server.CertificateSha256, StringComparison.OrdinalIgnoreCase),
    };

    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    public Func<IPAddress, bool> IsAllowed { get; init; } = PublicAddress.Is;

    /// <summary>Gets another port than that of the address, for a stand-in.</summary>
    public int? Port { get; init; }

    /// <summary>Gets who vouches for a server instead of the system, for a stand-in.</summary>
    public RemoteCertificateValidationCallback? IsTrusted { get; init; }

    public SocketsHttpHandler CreateHandler(TimeSpan connectTimeout)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = connectTimeout,
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 64 * 1024,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = (context, token) => ConnectAsync(context.DnsEndPoint, token),
        };
        if (IsTrusted is not null)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = IsTrusted;
        }

        return handler;
    }

    async ValueTask<Stream> ConnectAsync(DnsEndPoint host, CancellationToken cancellationToken)
    {
        // Looked at after it was resolved, and connected to as it was looked at: a name cannot change in between.
        IPAddress[] addresses = [.. (await Resolve(host.Host, cancellationToken).ConfigureAwait(false)).Where(IsAllowed)];
        if (addresses.Length == 0)
        {
            throw new ForeignAddressException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, Port ?? host.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
