namespace HistoryImport.Samples;

/// <summary>The files of messages: of those conversations that are the desk's own.</summary>
static class MediaEndpoints
{
    public static void MapMedia(this RouteGroupBuilder api)
    {
        api.MapPost("/messages/{id:guid}/media", async (Guid id, string language, ConversationReader reader, MediaDesk media, CancellationToken cancellationToken) =>
            await reader.FindMessageAsync(id, cancellationToken) is var (line, key)
                ? TypedResults.ServerSentEvents(media.LoadAsync(line, key, language, cancellationToken), "media")
                : Results.NotFound());
        api.MapGet("/messages/{id:guid}/media", async (Guid id, ConversationReader reader, MediaDesk media, HttpContext context) =>
        {
            // Erased here, it is not to be found in a cache.
            context.Response.Headers.CacheControl = "no-store";
            return await reader.FindMessageAsync(id, context.RequestAborted) is var (line, key) ? await media.OpenAsync(line, key, context.RequestAborted) : Results.NotFound();
        });
    }
}
