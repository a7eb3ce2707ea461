using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace HistoryImport.AspNetCore;

/// <summary>Server-sent events: each view as an event <c>import</c>, the last as <c>end</c>.</summary>
sealed class EventStream(HttpContext context, TimeProvider time)
{
    // Shorter than what proxies take for dead.
    static readonly TimeSpan _silence = TimeSpan.FromSeconds(15);

    public async Task SendAsync(IAsyncEnumerable<ImportView> views, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        IAsyncEnumerator<ImportView> all = views.GetAsyncEnumerator(cancellationToken);
        ImportView? last = null;
        await using (all.ConfigureAwait(false))
        {
            while (await NextAsync(all, cancellationToken).ConfigureAwait(false))
            {
                last = all.Current;
                await WriteAsync("import", last, cancellationToken).ConfigureAwait(false);
            }
        }

        if (last is not null)
        {
            await WriteAsync("end", last, cancellationToken).ConfigureAwait(false);
        }
    }

    async Task<bool> NextAsync(IAsyncEnumerator<ImportView> all, CancellationToken cancellationToken)
    {
        Task<bool> next = all.MoveNextAsync().AsTask();
        while (true)
        {
            try
            {
                return await next.WaitAsync(_silence, time, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException) when (!next.IsCompleted)
            {
                await context.Response.WriteAsync(": still here\n\n", cancellationToken).ConfigureAwait(false);
                await context.Response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    async Task WriteAsync(string name, ImportView view, CancellationToken cancellationToken)
    {
        string data = JsonSerializer.Serialize(view, ImportsJsonContext.Default.ImportView);
        await context.Response.WriteAsync($"event: {name}\ndata: {data}\n\n", cancellationToken).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
