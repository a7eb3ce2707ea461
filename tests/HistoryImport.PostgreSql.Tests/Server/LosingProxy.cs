namespace HistoryImport.PostgreSql.Tests.Server;

/// <summary>Stands between client and server, and loses an answer when told to: the server has done its work, and the connection ends.</summary>
sealed class LosingProxy(int serverPort) : ServerProxy(serverPort)
{
    Func<Task>? _lost;

    /// <summary>Loses the next answer, once something else is done.</summary>
    public void LoseNext(Func<Task>? meanwhile = null) => _lost = meanwhile ?? (() => Task.CompletedTask);

    protected override async Task AnswerAsync(Stream server, Stream client)
    {
        var buffer = new byte[64 * 1024];
        while (await server.ReadAsync(buffer, Closing) is > 0 and var read)
        {
            if (Interlocked.Exchange(ref _lost, null) is { } meanwhile)
            {
                await meanwhile();
                return;
            }

            await client.WriteAsync(buffer.AsMemory(0, read), Closing);
        }
    }
}
