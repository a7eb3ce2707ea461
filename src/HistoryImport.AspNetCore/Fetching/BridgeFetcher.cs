using System.Text.Json;

namespace HistoryImport.AspNetCore;

/// <summary>Asks the phone for pages: <c>POST {bridge}/connections/{tenant}/{connection}/fetches</c>.</summary>
sealed class BridgeFetcher(BridgeDoor door) : IHistoryFetcher
{
    public ValueTask<FetchReply> FetchAsync(FetchRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        MessageAnchor anchor = request.Anchor;

        // The protocol's time is in seconds, whatever the phone is asked in.
        var body = new FetchBody(request.Count, anchor.Chat, anchor.Id, anchor.FromMe, anchor.Timestamp);
        return door.AskAsync(request.Connection, "fetches", JsonSerializer.SerializeToUtf8Bytes(body, DoorJsonContext.Default.FetchBody), cancellationToken);
    }
}
