using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace HistoryImport.AspNetCore;

/// <summary>Start, status, cancel and list of imports, for people.</summary>
sealed class ImportEndpoints(PersonGate gate, IHistoryImporter importer, IImportQueue queue, ISetAsideShelf shelf, TimeProvider time)
{
    const int MaxBodyBytes = 64 * 1024;

    /// <summary><c>POST …/imports</c>: asks for one.</summary>
    public Task StartAsync(HttpContext context) => gate.RunAsync(context, 1, async connection =>
    {
        // A page of somebody else's cannot send this without asking first.
        if (!context.Request.HasJsonContentType())
        {
            return new Answer(StatusCodes.Status415UnsupportedMediaType, "Send application/json.");
        }

        try
        {
            if (await ReadAsync(context).ConfigureAwait(false) is not { } body)
            {
                return new Answer(StatusCodes.Status413PayloadTooLarge);
            }

            return await queue.TryEnqueueAsync(body.For(connection), context.RequestAborted).ConfigureAwait(false)
                ? new Answer(StatusCodes.Status202Accepted)
                : new Answer(StatusCodes.Status503ServiceUnavailable, "Too many imports of this connection wait.", 30);
        }
        catch (JsonException)
        {
            return new Answer(StatusCodes.Status400BadRequest, "The body is no import: chats (JIDs), since, until, includeGroups, account, quietPeriod, fetch, fillGaps, enoughMessages, reopen.");
        }
        catch (ArgumentException error)
        {
            return new Answer(StatusCodes.Status400BadRequest, error.Message);
        }
    });

    /// <summary><c>GET …/imports</c>: what runs, and what waits.</summary>
    public Task ListAsync(HttpContext context) => gate.RunAsync(context, 1, async connection =>
    {
        IReadOnlyList<ImportRequest> queued = await queue.ListAsync(connection, context.RequestAborted).ConfigureAwait(false);
        var view = new ImportListView(
            await importer.ListRunningAsync(connection, context.RequestAborted).ConfigureAwait(false), [.. queued.Select(request => request.Chats)]);
        return await WriteAsync(context, view, ImportsJsonContext.Default.ImportListView).ConfigureAwait(false);
    });

    /// <summary><c>DELETE …/imports?chat=…</c>: cancels one.</summary>
    public Task CancelAsync(HttpContext context) => WithChatsAsync(context, 1, async (connection, chats) =>
    {
        var view = new CancelView(await queue.CancelAsync(connection, chats, context.RequestAborted).ConfigureAwait(false));
        return await WriteAsync(context, view, ImportsJsonContext.Default.CancelView).ConfigureAwait(false);
    });

    /// <summary><c>GET …/imports/status?chat=…</c>: how one stands.</summary>
    public Task StatusAsync(HttpContext context) => WithChatsAsync(context, 2, async (connection, chats) =>
    {
        ImportView view = await LookAsync(connection, chats, context.RequestAborted).ConfigureAwait(false);
        return view is { IsQueued: false, Status: null }
            ? new Answer(StatusCodes.Status404NotFound)
            : await WriteAsync(context, view, ImportsJsonContext.Default.ImportView).ConfigureAwait(false);
    });

    /// <summary><c>GET …/imports/events?chat=…</c>: how one goes on, as server-sent events.</summary>
    public Task SendEventsAsync(HttpContext context) => WithChatsAsync(context, 2, async (connection, chats) =>
    {
        ImportView view = await LookAsync(connection, chats, context.RequestAborted).ConfigureAwait(false);
        if (view is { IsQueued: false, Status: null })
        {
            // By this answer a browser's EventSource stops asking.
            return new Answer(StatusCodes.Status204NoContent);
        }

        await new EventStream(context, time).SendAsync(FollowAsync(connection, chats, context.RequestAborted), context.RequestAborted).ConfigureAwait(false);
        return null;
    });

    /// <summary><c>GET …/set-aside</c>: what was set aside, without its payload.</summary>
    public Task ListSetAsideAsync(HttpContext context) => gate.RunAsync(context, 1, async connection => await WriteAsync(
        context, await shelf.ListAsync(connection, context.RequestAborted).ConfigureAwait(false), ImportsJsonContext.Default.IReadOnlyListSetAsideDelivery).ConfigureAwait(false));

    // Runs of the same chats share a status, whoever began them: the end of another is not that of what still waits.
    async IAsyncEnumerable<ImportView> FollowAsync(
        ConnectionKey connection, IReadOnlyList<Jid> chats, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            ImportView view = await LookAsync(connection, chats, cancellationToken).ConfigureAwait(false);
            if (view is { Status.State: RunState.Running })
            {
                await foreach (ImportStatus status in importer.WatchAsync(connection, chats, cancellationToken).ConfigureAwait(false))
                {
                    if (status.State == RunState.Running)
                    {
                        yield return new ImportView(true, status);
                    }
                }

                continue;
            }

            yield return view;
            if (!view.IsQueued)
            {
                yield break;
            }

            await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken).ConfigureAwait(false);
        }
    }

    async ValueTask<ImportView> LookAsync(ConnectionKey connection, IReadOnlyList<Jid> chats, CancellationToken cancellationToken)
    {
        IReadOnlyList<ImportRequest> queued = await queue.ListAsync(connection, cancellationToken).ConfigureAwait(false);
        bool isQueued = queued.Any(request => QueuedImport.IsFor(request, chats));
        return new ImportView(isQueued, await importer.GetStatusAsync(connection, chats, cancellationToken).ConfigureAwait(false));
    }

    Task WithChatsAsync(HttpContext context, int behind, Func<ConnectionKey, IReadOnlyList<Jid>, Task<Answer?>> handleAsync) =>
        gate.RunAsync(context, behind, async connection =>
        {
            var chats = new List<Jid>();
            foreach (string? text in context.Request.Query["chat"])
            {
                if (!Jid.TryParse(text, out Jid chat))
                {
                    return new Answer(StatusCodes.Status400BadRequest, "chat is no JID, such as 5511987654321@s.whatsapp.net.");
                }

                chats.Add(chat);
            }

            return await handleAsync(connection, chats).ConfigureAwait(false);
        });

    static async ValueTask<ImportBody?> ReadAsync(HttpContext context)
    {
        var bytes = new byte[MaxBodyBytes + 1];
        int read = await context.Request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, context.RequestAborted).ConfigureAwait(false);
        return read > MaxBodyBytes ? null
            : read == 0 ? new ImportBody()
            : JsonSerializer.Deserialize(bytes.AsSpan(0, read), ImportsJsonContext.Default.ImportBody) ?? new ImportBody();
    }

    static async Task<Answer?> WriteAsync<T>(HttpContext context, T view, JsonTypeInfo<T> type)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        await JsonSerializer.SerializeAsync(context.Response.Body, view, type, context.RequestAborted).ConfigureAwait(false);
        return null;
    }
}
