using System.Buffers.Binary;

namespace HistoryImport.PostgreSql.Tests.Server;

/// <summary>Stands between client and server, and gives each connection a process number of its own, as poolers do. Everything else it passes on.</summary>
sealed class PoolerLikeProxy(int serverPort) : ServerProxy(serverPort)
{
    const byte BackendKeyData = (byte)'K';
    const int HeaderLength = 5;

    protected override async Task AnswerAsync(Stream server, Stream client)
    {
        byte type;
        do
        {
            var header = new byte[HeaderLength];
            await server.ReadExactlyAsync(header, Closing);
            type = header[0];
            var body = new byte[BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(1)) - sizeof(int)];
            await server.ReadExactlyAsync(body, Closing);
            if (type == BackendKeyData)
            {
                BinaryPrimitives.WriteInt32BigEndian(body, BinaryPrimitives.ReadInt32BigEndian(body) + 1_000_000);
            }

            await client.WriteAsync(header, Closing);
            await client.WriteAsync(body, Closing);
        }
        while (type != BackendKeyData);
        await server.CopyToAsync(client, Closing);
    }
}
