using System.Net.Http.Json;
using HistoryImport;
using HistoryImport.WhatsApp;

// The socket stays where it is, say in a Node process with Baileys; this asks it over HTTP.
sealed class GatewayFetcher(HttpClient gateway) : IHistoryFetcher
{
    public async ValueTask<FetchReply> FetchAsync(FetchRequest request, CancellationToken cancellationToken = default)
    {
        // There: reply.json(await sock.fetchMessageHistory(count, { remoteJid, id, fromMe }, oldestMessageTime))
        MessageAnchor anchor = request.Anchor;
        var body = new { request.Count, RemoteJid = anchor.Chat, anchor.Id, anchor.FromMe, request.OldestMessageTime };
        using HttpResponseMessage response = await gateway.PostAsJsonAsync($"sessions/{request.Connection.Name}/fetch-history", body, cancellationToken);
        return response.IsSuccessStatusCode
            ? new FetchReply(FetchStatus.Requested) { RequestId = await response.Content.ReadFromJsonAsync<string>(cancellationToken) }
            : new FetchReply(FetchStatus.NotReady) { Reason = $"The gateway answered {(int)response.StatusCode}." };
    }
}

sealed class TicketDesk(IHistoryInbox inbox, IHistoryImporter importer)
{
    readonly HistoryDecoder _decoder = new();

    // For every messaging-history.set from the first on, and for messages.upsert: answers to a fetch arrive here, too.
    public async Task OnEventAsync(ConnectionKey connection, Stream json, CancellationToken cancellationToken)
    {
        await foreach (HistorySet set in _decoder.DecodeAsync(json, cancellationToken: cancellationToken))
            await inbox.ReceiveAsync(connection, set, cancellationToken);
    }

    public Task<ImportResult> ImportAsync(ConnectionKey connection, string jid, DateTimeOffset since, CancellationToken cancellationToken) =>
        importer.ImportAsync(new ImportRequest { Connection = connection, Chats = [Jid.Parse(jid)], Since = since }, cancellationToken);
}
