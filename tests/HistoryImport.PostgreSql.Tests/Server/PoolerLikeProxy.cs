using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace HistoryImport.PostgreSql.Tests.Server;

/// <summary>Stands between client and server, and gives each connection a process number of its own, as poolers do. Everything else it passes on.</summary>
sealed class PoolerLikeProxy : IAsyncDisposable
{
    const byte BackendKeyData = (byte)'K';
    const int HeaderLength = 5;

    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _closing = new();
    readonly int _serverPort;

    public PoolerLikeProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

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
        byte type;
        do
        {
            var header = new byte[HeaderLength];
            await server.ReadExactlyAsync(header, _closing.Token);
            type = header[0];
            var body = new byte[BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(1)) - sizeof(int)];
            await server.ReadExactlyAsync(body, _closing.Token);
            if (type == BackendKeyData)
            {
                BinaryPrimitives.WriteInt32BigEndian(body, BinaryPrimitives.ReadInt32BigEndian(body) + 1_000_000);
            }

            await client.WriteAsync(header, _closing.Token);
            await client.WriteAsync(body, _closing.Token);
        }
        while (type != BackendKeyData);
        await server.CopyToAsync(client, _closing.Token);
    }
}
