using System.Net;
using System.Net.Sockets;

namespace HistoryImport.PostgreSql.Tests.Server;

/// <summary>Stands between client and server, and loses an answer when told to: the server has done its work, and the connection ends.</summary>
sealed class LosingProxy : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _closing = new();
    readonly int _serverPort;
    Func<Task>? _lost;

    public LosingProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Loses the next answer, once something else is done.</summary>
    public void LoseNext(Func<Task>? meanwhile = null) => _lost = meanwhile ?? (() => Task.CompletedTask);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        _closing.Dispose();
    }

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

    async Task AnswerAsync(Stream server, Stream client)
    {
        var buffer = new byte[64 * 1024];
        while (await server.ReadAsync(buffer, _closing.Token) is > 0 and var read)
        {
            if (Interlocked.Exchange(ref _lost, null) is { } meanwhile)
            {
                await meanwhile();
                return;
            }

            await client.WriteAsync(buffer.AsMemory(0, read), _closing.Token);
        }
    }
}
