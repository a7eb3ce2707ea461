using System.Net;
using System.Net.Sockets;

namespace HistoryImport.PostgreSql.Tests.Server;

/// <summary>Stands between client and server. What the client says it passes on.</summary>
abstract class ServerProxy : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _closing = new();
    readonly int _serverPort;

    protected ServerProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    protected CancellationToken Closing => _closing.Token;

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        _closing.Dispose();
    }

    /// <summary>Passes on what the server says to one client, until the connection is to end.</summary>
    protected abstract Task AnswerAsync(Stream server, Stream client);

    async Task AcceptAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            TcpClient client = await _listener.AcceptTcpClientAsync(_closing.Token);
            _ = ServeAsync(client);
        }
    }

    async Task ServeAsync(TcpClient client)
    {
        using TcpClient incoming = client;
        using var outgoing = new TcpClient();
        await outgoing.ConnectAsync(IPAddress.Loopback, _serverPort, _closing.Token);
        Stream toClient = incoming.GetStream(), toServer = outgoing.GetStream();
        await Task.WhenAny(toClient.CopyToAsync(toServer, _closing.Token), AnswerAsync(toServer, toClient));
    }
}
