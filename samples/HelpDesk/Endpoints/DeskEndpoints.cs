using System.Text.Json;

namespace HistoryImport.Samples;

/// <summary>What the page asks for, beside the imports, whose endpoints the library brings.</summary>
static class DeskEndpoints
{
    public static void MapDesk(this WebApplication app)
    {
        RouteGroupBuilder api = app.MapGroup("/api").RequireAuthorization();
        api.MapGet("/lines", (Line line, OfficialLine official, ReceivedCounter received) => new[]
        {
            new { line.Key.Tenant, line.Key.Name, line.Title, Phone = line.Connection, Received = received.Of(line.Key) },
            new { official.Key.Tenant, official.Key.Name, Title = "Oficial", Phone = "official", Received = received.Of(official.Key) },
        });
        api.MapGet("/lines/{tenant}/{name}/conversations", (string tenant, string name, ConversationReader reader, CancellationToken cancellationToken) =>
            reader.ListAsync(new ConnectionKey(tenant, name), cancellationToken));
        api.MapGet("/conversations/{id:guid}", (Guid id, int? count, string? language, ConversationReader reader, CancellationToken cancellationToken) =>
            reader.ReadAsync(id, Math.Clamp(count ?? 60, 1, 1000), language ?? "en", cancellationToken));
        api.MapMedia();
        api.MapPost("/conversations/{id:guid}/erase", EraseAsync);
        api.MapGet("/ends", (string language) => Enum.GetValues<FetchEnd>().ToDictionary(end => end.ToString(), end => end.ToSentence(language)));
        api.MapPost("/phone", async (JsonElement order, PhoneProcess phone) => await phone.TryTellAsync(order) ? Results.NoContent() : Results.Conflict());
        api.MapPost("/replay", (OfficialReplay replay, CancellationToken cancellationToken) => replay.SendAsync(cancellationToken));
        api.MapGet("/changes", (ChangeFeed feed, CancellationToken cancellationToken) => TypedResults.ServerSentEvents(feed.ReadAsync(cancellationToken), "change"));
    }

    static async Task<IResult> EraseAsync(Guid id, ConversationReader reader, IHistoryEraser eraser, CancellationToken cancellationToken)
    {
        if (await reader.FindAsync(id, cancellationToken) is not { } found)
        {
            return Results.NotFound();
        }

        ErasureResult result = found.Jid.IsPerson
            ? await eraser.ErasePersonAsync(found.Line, found.Jid, cancellationToken)
            : await eraser.EraseChatAsync(found.Line, found.Jid, cancellationToken);
        return Results.Ok(new { result.Messages, result.Limitations });
    }
}
